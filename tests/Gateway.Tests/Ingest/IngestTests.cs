using System.Net;
using EcgStream.Contracts.Ecg;
using EcgStream.Gateway.Tests.Support;

namespace EcgStream.Gateway.Tests.Ingest;

public sealed class IngestTests : IAsyncLifetime
{
    private GatewayHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await GatewayHost.StartAsync();
        _host.History.AddPatient("p1");
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Post_ChunksInOrder_AreAnsweredWhenStored()
    {
        var answer = await _host.PostAsync(
            "/api/patients/p1/ecg", EcgJson.Chunks(EcgJson.Chunk(0, 280), EcgJson.Chunk(280, 70), EcgJson.Chunk(350, 70)));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(420, answer.Json.GetProperty("watermark").GetInt64());
        Assert.Equal(3, answer.Json.GetProperty("taken").GetInt32());
        Assert.Equal(0, answer.Json.GetProperty("duplicates").GetInt32());
        var chunks = _host.Grains.Patient("p1").Chunks.ToArray();
        Assert.Equal([0, 280, 350], chunks.Select(c => c.FirstSample));
        Assert.Equal("p1", chunks[0].PatientId);
        Assert.Equal(820, chunks[0].RrMs);
        Assert.Equal(FakeHistory.Start, chunks[0].StartTime);
        Assert.Equal(0.5f, chunks[0].Samples[1]);
    }

    [Fact]
    public async Task Post_SingleChunk_IsTaken()
    {
        var answer = await _host.PostAsync("/api/patients/p1/ecg", EcgJson.Chunk());

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(140, answer.Json.GetProperty("watermark").GetInt64());
    }

    [Fact]
    public async Task Post_KnownChunk_IsADuplicate()
    {
        _host.Grains.Patient("p1").Watermark = 280;
        var answer = await _host.PostAsync("/api/patients/p1/ecg", EcgJson.Chunk());

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(1, answer.Json.GetProperty("duplicates").GetInt32());
        Assert.Equal(280, answer.Json.GetProperty("watermark").GetInt64());
    }

    [Fact]
    public async Task Post_PartOfABeat_DoesNotWaitForTheRest()
    {
        _host.Grains.Patient("p1").NeverStores = true;
        var answer = await _host.PostAsync("/api/patients/p1/ecg", EcgJson.Chunk(0, 70));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(0, answer.Json.GetProperty("watermark").GetInt64());
    }

    [Fact]
    public async Task Post_NotStoredInTime_IsAccepted()
    {
        _host.Grains.Patient("p1").NeverStores = true;
        var answer = await _host.PostAsync("/api/patients/p1/ecg", EcgJson.Chunk());

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        Assert.Equal(0, answer.Json.GetProperty("watermark").GetInt64());
        Assert.Equal(1, answer.Json.GetProperty("taken").GetInt32());
    }

    [Fact]
    public async Task Post_NoRoom_SaysWhenToTryAgainAndHowFarItCame()
    {
        _host.Grains.Patient("p1").Instead = (1, new AppendReply(AppendOutcome.Busy, 0));
        var answer = await _host.PostAsync("/api/patients/p1/ecg", EcgJson.Chunks(EcgJson.Chunk(), EcgJson.Chunk(140)));

        answer.AssertRefused(HttpStatusCode.TooManyRequests, "chunks[1]");
        Assert.NotNull(answer.Response.Headers.RetryAfter);
        Assert.Equal(1, answer.Json.GetProperty("taken").GetInt32());
        Assert.Equal(0, answer.Json.GetProperty("watermark").GetInt64());
    }

    [Fact]
    public async Task Post_RefusedByTheGrain_PassesItsReasonOn()
    {
        _host.Grains.Patient("p1").Instead = (0, new AppendReply(AppendOutcome.Refused, 0, "RR of 5 ms"));
        var answer = await _host.PostAsync("/api/patients/p1/ecg", EcgJson.Chunk());

        Assert.Equal("RR of 5 ms", answer.AssertRefused(HttpStatusCode.BadRequest, "chunks[0]"));
    }

    [Fact]
    public async Task Post_UnknownPatient_IsNotFound()
    {
        _host.Grains.Patient("nobody").Instead = (0, new AppendReply(AppendOutcome.Refused, 0, "not admitted"));
        var answer = await _host.PostAsync("/api/patients/nobody/ecg", EcgJson.Chunk());

        answer.AssertRefused(HttpStatusCode.NotFound, "id");
    }

    [Fact]
    public async Task Post_ChunkThatCrossesABeat_IsNamed()
    {
        var answer = await _host.PostAsync(
            "/api/patients/p1/ecg", EcgJson.Chunks(EcgJson.Chunk(), EcgJson.Chunk(140 + 70, 140)));

        Assert.Contains("cross", answer.AssertRefused(HttpStatusCode.BadRequest, "chunks[1].samples"), StringComparison.Ordinal);
        Assert.Empty(_host.Grains.Patient("p1").Chunks);
    }

    public static TheoryData<string, string> WrongChunks => new()
    {
        { "", "body" },
        { "text", "body" },
        { "{}", "firstSample" },
        { """{"chunks":[]}""", "chunks" },
        { """{"chunks":{}}""", "chunks" },
        { """{"chunks":[7]}""", "chunks[0]" },
        { """{"chunks":[{}]}""", "chunks[0].samples" },
        { EcgJson.Chunks(EcgJson.Chunk(-140)), "chunks[0].firstSample" },
        { EcgJson.Chunks(EcgJson.Chunk(count: 0)), "chunks[0].samples" },
        { EcgJson.Chunks(EcgJson.Chunk(count: 140 * 65)), "chunks[0].samples" },
        { EcgJson.Chunks(EcgJson.Chunk(rr: "0")), "chunks[0].rrMs" },
        { EcgJson.Chunks(EcgJson.Chunk(rr: "1e9")), "chunks[0].rrMs" },
        { EcgJson.Chunks(EcgJson.Chunk(rr: "\"NaN\"")), "chunks[0].rrMs" },
        { EcgJson.Chunks(EcgJson.Chunk(time: "\"noon\"")), "chunks[0].startTime" },
        { EcgJson.Chunks(EcgJson.Chunk(time: "5")), "chunks[0].startTime" },
        { EcgJson.Chunk().Replace("0.5]", "\"NaN\"]", StringComparison.Ordinal), "samples[139]" },
        { EcgJson.Chunk().Replace("{", """{"patientId":"p2",""", StringComparison.Ordinal), "patientId" },
        { EcgJson.Chunk().Replace("rrMs", "rr", StringComparison.Ordinal), "rr" },
        { EcgJson.Chunks([.. Enumerable.Repeat(EcgJson.Chunk(), 257)]), "chunks" },
    };

    [Theory]
    [MemberData(nameof(WrongChunks))]
    public async Task Post_WrongChunk_NamesTheField(string body, string field)
    {
        var answer = await _host.PostAsync("/api/patients/p1/ecg", body);

        answer.AssertRefused(HttpStatusCode.BadRequest, field);
        Assert.Empty(_host.Grains.Patient("p1").Chunks);
    }
}
