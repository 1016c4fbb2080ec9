using System.Buffers.Binary;
using System.Net;
using EcgStream.Contracts.Ecg;
using EcgStream.Gateway.Tests.Support;

namespace EcgStream.Gateway.Tests.Ingest;

public sealed class IngestTests : IAsyncLifetime
{
    private GatewayHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await GatewayHost.StartAsync();
        await _host.History.AddPatientAsync("p1");
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

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
        Assert.Equal(TestHistory.Start, chunks[0].StartTime);
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
    public async Task Post_Bytes_AreTakenAsTheSameChunkInJson()
    {
        var bytes = new byte[280 * sizeof(float)];
        for (var i = 0; i < 280; i++) BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), i / 100f);
        var first = await PostBytesAsync("firstSample=140&startTime=2026-01-31T13:00:00%2B01:00&rrMs=812.5", bytes);
        _host.Grains.Patient("p1").Watermark = 420;
        var again = await PostBytesAsync("firstSample=140&startTime=2026-01-31T13:00:00%2B01:00&rrMs=812.5", bytes);

        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.Equal(420, first.Json.GetProperty("watermark").GetInt64());
        var chunk = Assert.Single(_host.Grains.Patient("p1").Chunks);
        Assert.Equal((140, TestHistory.Start, 812.5), (chunk.FirstSample, chunk.StartTime, chunk.RrMs));
        Assert.Equal(Enumerable.Range(0, 280).Select(i => i / 100f), chunk.Samples);
        Assert.Equal(1, again.Json.GetProperty("duplicates").GetInt32());
    }

    [Theory]
    [InlineData("startTime=2026-01-31T12:00:00Z&rrMs=800", 560, "firstSample")]
    [InlineData("firstSample=0&rrMs=800", 560, "startTime")]
    [InlineData("firstSample=0&startTime=2026-01-31T12:00:00Z", 560, "rrMs")]
    [InlineData("firstSample=-1&startTime=2026-01-31T12:00:00Z&rrMs=800", 560, "firstSample")]
    [InlineData("firstSample=0&startTime=soon&rrMs=800", 560, "startTime")]
    [InlineData("firstSample=0&startTime=2026-01-31T12:00:00Z&rrMs=NaN", 560, "rrMs")]
    [InlineData("firstSample=0&startTime=2026-01-31T12:00:00Z&rrMs=0", 560, "rrMs")]
    [InlineData("firstSample=0&startTime=2026-01-31T12:00:00Z&rrMs=800", 0, "body")]
    [InlineData("firstSample=0&startTime=2026-01-31T12:00:00Z&rrMs=800", 561, "body")]
    [InlineData("firstSample=0&startTime=2026-01-31T12:00:00Z&rrMs=800", 35844, "body")]
    [InlineData("firstSample=100&startTime=2026-01-31T12:00:00Z&rrMs=800", 560, "body")]
    public async Task Post_WrongBytes_NamesTheField(string query, int length, string field)
    {
        (await PostBytesAsync(query, new byte[length])).AssertRefused(HttpStatusCode.BadRequest, field);
        Assert.Empty(_host.Grains.Patient("p1").Chunks);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(100.5f)]
    public async Task Post_WrongSampleInBytes_IsNamed(float sample)
    {
        var bytes = new byte[560];
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(17 * sizeof(float)), sample);
        (await PostBytesAsync("firstSample=0&startTime=2026-01-31T12:00:00Z&rrMs=800", bytes))
            .AssertRefused(HttpStatusCode.BadRequest, "samples[17]");
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

        answer.AssertRefused(HttpStatusCode.BadRequest, "chunks[1].samples");
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

    private async Task<Answer> PostBytesAsync(string query, byte[] bytes)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/octet-stream");
        return await Answer.ReadAsync(await _host.Client.PostAsync("/api/patients/p1/ecg?" + query, content));
    }
}
