using EcgStream.Contracts.Patients;
using Microsoft.OpenApi;

namespace EcgStream.Gateway.OpenApi;

/// <summary>What may stand in a path; handlers take text and check it themselves, so the document cannot know.</summary>
internal static class PathParameters
{
    public static void Describe(OpenApiParameter parameter, string path)
    {
        (parameter.Description, parameter.Schema) = (parameter.Name, path.Contains("alarms/{id}", StringComparison.Ordinal)) switch
        {
            ("id", true) => ("Id of an alarm: patient, rule and onset beat.", Text("^[^:]+:[^:]+:[0-9]+$")),
            ("id", false) => ($"Id of a patient: {PatientId.Rule}.", Text("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")),
            ("n", _) => ("Number of a beat, from 0.", new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64", Minimum = "0" }),
            _ => (parameter.Description, parameter.Schema),
        };
    }

    private static OpenApiSchema Text(string pattern) => new() { Type = JsonSchemaType.String, Pattern = pattern };
}
