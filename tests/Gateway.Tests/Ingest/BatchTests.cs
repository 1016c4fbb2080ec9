using System.Net;
using EcgStream.Contracts.Ecg;
using EcgStream.Gateway.Tests.Support;

namespace EcgStream.Gateway.Tests.Ingest;

public sealed class BatchTests : IAsyncLifetime
{
    private GatewayHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await GatewayHost.StartAsync();

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Post_ManyPatients_EachHasItsOutcome()
    {
        _host.Grains.Patient("p2").Watermark = 140;
        _host.Grains.Patient("p3").Instead = (0, new AppendReply(AppendOutcome.Busy, 70));
        var answer = await _host.PostAsync("/api/ecg", $$$"""
            {"patients":{
              "p1":{{{EcgJson.Chunks(EcgJson.Chunk(), EcgJson.Chunk(140))}}},
              "p2":{{{EcgJson.Chunks(EcgJson.Chunk())}}},
              "p3":{{{EcgJson.Chunks(EcgJson.Chunk())}}},
              "p4":{{{EcgJson.Chunks(EcgJson.Chunk(70))}}},
              "-5":{{{EcgJson.Chunks(EcgJson.Chunk())}}},
              "p6":"text"
            }}
            """);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var patients = answer.Json.GetProperty("patients");
        Assert.Equal(["Taken", "Duplicate", "Busy", "Refused", "Refused", "Refused"],
            patients.EnumerateObject().Select(p => p.Value.GetProperty("outcome").GetString()!));
        Assert.Equal(140, patients.GetProperty("p2").GetProperty("watermark").GetInt64());
        Assert.Null(patients.GetProperty("p1").GetProperty("reason").GetString());
        Assert.StartsWith("chunks[0].samples", patients.GetProperty("p4").GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal([0, 140], _host.Grains.Patient("p1").Chunks.Select(c => c.FirstSample));
    }

    [Theory]
    [InlineData("", "body")]
    [InlineData("{}", "patients")]
    [InlineData("""{"patients":[]}""", "patients")]
    [InlineData("""{"patients":{}}""", "patients")]
    [InlineData("""{"chunks":[]}""", "chunks")]
    public async Task Post_WrongBody_NamesTheField(string body, string field)
    {
        (await _host.PostAsync("/api/ecg", body)).AssertRefused(HttpStatusCode.BadRequest, field);
    }

    [Fact]
    public async Task Watermarks_LiveStoredAndUnknown_AreAnswered()
    {
        await _host.History.AddPatientAsync("p1", beats: 1);
        await _host.History.AddPatientAsync("p2", beats: 2);
        _host.Feed.Add("p1", watermark: 1400);
        var got = await _host.GetAsync("/api/watermarks?ids=p1,p2,p3");
        var posted = await _host.PostAsync("/api/watermarks", """{"ids":["p1","p2","p3"]}""");

        Assert.Equal(HttpStatusCode.OK, got.Status);
        Assert.Equal("""{"watermarks":{"p1":1400,"p2":280,"p3":null}}""", got.Json.GetRawText());
        Assert.Equal(got.Json.GetRawText(), posted.Json.GetRawText());
    }

    [Theory]
    [InlineData("", "ids")]
    [InlineData("?ids=", "ids")]
    [InlineData("?ids=p1,-p", "ids[1]")]
    public async Task Watermarks_WrongIds_AreNamed(string query, string field)
    {
        (await _host.GetAsync($"/api/watermarks{query}")).AssertRefused(HttpStatusCode.BadRequest, field);
    }

    [Theory]
    [InlineData("{}", "ids")]
    [InlineData("""{"ids":"p1"}""", "ids")]
    [InlineData("""{"ids":[]}""", "ids")]
    [InlineData("""{"ids":["p1",5]}""", "ids[1]")]
    public async Task Watermarks_WrongBody_NamesTheField(string body, string field)
    {
        (await _host.PostAsync("/api/watermarks", body)).AssertRefused(HttpStatusCode.BadRequest, field);
    }
}
