using EcgStream.Gateway.Bodies;
using EcgStream.Gateway.OpenApi;
using EcgStream.Gateway.Security;
using EcgStream.Signal.Beats;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace EcgStream.Gateway.Classify;

/// <summary>A beat of known class to try the models on.</summary>
internal static class TestBeatEndpoint
{
    private const long MostDraws = 1_000_000;

    public static void MapTestBeat(this IEndpointRouteBuilder api) =>
        api.MapGet("/classify/test-beat", TestBeat)
            .Describe("Classify", "getTestBeat", "A beat of known class, to be judged.",
                "Of ECG5000's TEST part, which no model was fitted on, where the server finds the data; else of the generator, and then " +
                "synthetic is true.")
            .WithQuery("class", ClassField.Description)
            .WithQuery("draw", "Which of them; any by default.", JsonSchemaType.Integer, least: 0, most: MostDraws)
            .Answers<TestBeatAnswer>(StatusCodes.Status200OK, "The beat.")
            .Refuses(400)
            .Needs(Access.Classify);

    private static IResult TestBeat(HttpContext context, ITestBeats beats)
    {
        var query = new Query(context.Request);
        var (wanted, draw) = (query.Class(), query.Whole("draw", 0, MostDraws));
        query.Errors.ThrowIfAny();
        var (beatClass, number) = (wanted ?? BeatClass.Normal, draw ?? Random.Shared.NextInt64(MostDraws));
        return Results.Json(
            new TestBeatAnswer(
                beats.Source, beats.Synthetic, beatClass, beatClass.Name(), (int)beatClass, number, beats.Draw(beatClass, (ulong)number)),
            GatewayJson.Options);
    }
}
