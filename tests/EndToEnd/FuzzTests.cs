using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EcgStream.EndToEnd.Support;

namespace EcgStream.EndToEnd;

/// <summary>Random and damaged requests against a real server.</summary>
public sealed class FuzzTests(ITestOutputHelper report)
{
    private const int Lanes = 32;

    private static int Requests { get; } = SizeOf.Environment("ECGSTREAM_FUZZ_REQUESTS", 3_000);

    [Fact]
    public async Task Server_RandomAndDamagedRequests_NeverFailsHangsOrGrows()
    {
        using var folder = new TempFolder();
        await using var server = EcgProcess.Server("--patients", "0", "--database", folder.Database);
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = await server.AddressAsync(),
            Timeout = TimeSpan.FromSeconds(60), // an ingest waits 10 s for what will not come; longer is a hang
        };
        (await http.PutAsJsonAsync("api/patients/p1", new { bed = "1" })).EnsureSuccessStatusCode();

        var statuses = new ConcurrentDictionary<HttpStatusCode, int>();
        var faults = new ConcurrentQueue<string>();
        var memory = new List<long>();
        var fuzzer = new RequestFuzzer(seed: 6);
        for (var done = 0; done < Requests; done += 1_000)
        {
            HttpRequestMessage[] requests = [.. Enumerable.Range(0, Math.Min(1_000, Requests - done)).Select(_ => fuzzer.Next())];
            await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = Lanes }, async (request, cancel) =>
            {
                var name = $"{request.Method} {request.RequestUri}";
                try
                {
                    using var answer = await http.SendAsync(request, cancel);
                    statuses.AddOrUpdate(answer.StatusCode, 1, (_, n) => n + 1);
                    if ((int)answer.StatusCode >= 500) faults.Enqueue($"{name}: {await answer.Content.ReadAsStringAsync(cancel)}");
                }
                catch (TaskCanceledException)
                {
                    faults.Enqueue($"{name}: no answer");
                }
            });
            var stats = await http.GetFromJsonAsync<JsonElement>("api/stats");
            memory.Add(stats.GetProperty("managedBytes").GetInt64());
            if (done % 10_000 == 0) report.WriteLine($"{done} requests: {memory[^1] >> 20} MB managed, {stats.GetProperty("patients")} patients admitted");
        }

        Assert.True(faults.IsEmpty, string.Join('\n', faults.Take(20)) + "\n" + server.Output);
        Assert.True(statuses.GetValueOrDefault(HttpStatusCode.OK) > Requests / 10, string.Join(", ", statuses)); // not all are turned away at the door
        Assert.True(statuses.GetValueOrDefault(HttpStatusCode.BadRequest) > Requests / 10, string.Join(", ", statuses));
        AssertSteady(memory);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("health/ready")).StatusCode);
    }

    /// <summary>
    /// What is left after collections, which the least of some looks shows: the last quarter is no more than 32 MB above the
    /// second. A leak of 2 kB a request would show in 100,000.
    /// </summary>
    private static void AssertSteady(List<long> memory)
    {
        if (memory.Count < 8) return; // too few looks to tell
        var (early, late) = (memory[(memory.Count / 4)..(memory.Count / 2)].Min(), memory[(memory.Count * 3 / 4)..].Min());
        Assert.True(late < early + (32 << 20), $"managed memory went from {early >> 20} to {late >> 20} MB");
    }
}
