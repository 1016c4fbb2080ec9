using EcgStream.Contracts.Patients;
using EcgStream.Gateway.Problems;

namespace EcgStream.Gateway.Patients;

/// <summary>Checks patient ids at the door.</summary>
internal static class PatientKeys
{
    public static void Require(string id)
    {
        if (!PatientId.IsValid(id)) throw Refusal.BadRequest("id", $"is no patient id: {PatientId.Rule}.");
    }

    public static Refusal Unknown(string id) => Refusal.NotFound("id", $"There is no patient {id}.");
}
