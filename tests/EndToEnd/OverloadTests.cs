using System.Net.WebSockets;
using System.Text;
using EcgStream.EndToEnd.Support;
using Microsoft.Data.Sqlite;

namespace EcgStream.EndToEnd;

/// <summary>
/// More than the server can do: it slows its producers, says so, keeps its memory and loses nothing; when the cause is
/// gone it is itself again. ECGSTREAM_OVERLOAD_SECONDS sets how long it lasts.
/// </summary>
[Trait("Category", "Slow")]
public sealed class OverloadTests(ITestOutputHelper report)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly int _seconds = SizeOf.Environment("ECGSTREAM_OVERLOAD_SECONDS", 12);

    [Fact]
    public async Task Run_InferenceFiftyTimesSlower_SlowsProducersKeepsItsMemoryAndRecovers()
    {
        using var folder = new TempFolder();
        await using var server = EcgProcess.Server(
            "--patients", "100", "--speed", "20", "--seed", "5", "--database", folder.Database, "--faults", $"infer=50,for={_seconds}");
        using var http = new HttpClient { BaseAddress = await server.AddressAsync() };

        var degraded = await Health.UntilAsync(http, "degraded", "inference-late", Patience);
        report.WriteLine(degraded.Reasons);
        await StaysInBoundsAsync(server, http, _seconds / 2);
        await Health.UntilAsync(http, "ready", null, Patience + TimeSpan.FromSeconds(_seconds));

        await server.InterruptAsync();
        var outcome = await CompletedAsync(server);
        Assert.True(outcome.HeldBackSeconds > 1, "producers are held back");
    }

    [Fact]
    public async Task Run_StoreSlowedThenLocked_SaysWhySlowsProducersAndRecovers()
    {
        using var folder = new TempFolder();
        await using var server = EcgProcess.Server("--patients", "100", "--speed", "20", "--seed", "5", "--database", folder.Database);
        using var http = new HttpClient { BaseAddress = await server.AddressAsync() };
        await Eventually.HoldsAsync("beats are stored", async () => (await Resources.OfAsync(server, http)).Beats > 0, Patience);
        using (var other = new SqliteConnection($"Data Source={folder.Database};Pooling=False"))
        {
            // Another program, a backup say, has the file most of the time: a commit takes a second and a half.
            other.Open();
            using var stop = new CancellationTokenSource();
            var slowing = Task.Run(async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    Execute(other, "BEGIN IMMEDIATE");
                    await Task.Delay(1.5 * Second);
                    Execute(other, "ROLLBACK");
                    await Task.Delay(0.15 * Second);
                }
            });
            report.WriteLine((await Health.UntilAsync(http, "degraded", "history-late", Patience)).Reasons);
            await StaysInBoundsAsync(server, http, _seconds / 2);
            await stop.CancelAsync();
            await slowing;

            // Then all of the time.
            Execute(other, "BEGIN IMMEDIATE");
            report.WriteLine((await Health.UntilAsync(http, "not ready", "history-unavailable", Patience)).Reasons);
            await StandsStillAsync(server, http); // until the producers have been told to wait, however fast the machine
            Execute(other, "ROLLBACK");
        }

        await Health.UntilAsync(http, "ready", null, Patience);
        await server.InterruptAsync();
        var outcome = await CompletedAsync(server);
        Assert.True(outcome.HeldBackSeconds > 1, "producers are held back");
        Assert.True(server.Count(LogEvent.HistoryFails) > 0 && server.Count(LogEvent.HistoryRecovers) > 0, server.Output);
    }

    [Fact]
    public async Task Run_SubscriberThatNeverReads_IsAloneWithIt()
    {
        using var folder = new TempFolder();
        await using var server = EcgProcess.Server("--patients", "100", "--speed", "15", "--seed", "5", "--database", folder.Database);
        var address = await server.AddressAsync();
        using var http = new HttpClient { BaseAddress = address };
        using var deaf = new ClientWebSocket();
        await deaf.ConnectAsync(new UriBuilder(address) { Scheme = "ws", Path = "/hubs/monitor" }.Uri, default);
        // It asks for every verdict: soon more than the network between can hold.
        foreach (var message in (string[])["""{"protocol":"json","version":1}""", Call("JoinWard"), Call("JoinAlarms", 0)])
            await SayAsync(deaf, message);
        await using var watcher = new AlarmWatcher(address);

        await StaysInBoundsAsync(server, http, _seconds);

        await Health.UntilAsync(http, "ready", null, Patience);
        await Eventually.HoldsAsync("the one that never reads is thrown out", async () => !await IsHeardAsync(deaf), Patience);
        await Eventually.HoldsAsync("the other viewer sees alarms", () => Task.FromResult(watcher.Stored.Count > 0), Patience);
        await server.InterruptAsync(); // the one that never reads must not hold up the end either
        await CompletedAsync(server);
    }

    /// <summary>Looks at the server for some seconds: what it uses in the second half is what it used in the first.</summary>
    private async Task StaysInBoundsAsync(EcgProcess server, HttpClient http, int seconds)
    {
        var looks = new List<Resources>();
        for (var n = 0; n < 2 * Math.Max(4, seconds); n++)
        {
            looks.Add(await Resources.OfAsync(server, http));
            await Task.Delay(Second / 2);
        }

        var (before, after) = (Resources.Median(looks[..(looks.Count / 2)]), Resources.Median(looks[(looks.Count / 2)..]));
        report.WriteLine($"{before}\n{after}");
        Assert.InRange(after.WorkingSet, 0, before.WorkingSet * 1.25 + 64e6);
        Assert.InRange(after.Handles, 0, before.Handles + 16);
        Assert.True(after.Beats > before.Beats, "slow is not still");
    }

    /// <summary>Waits until no beat has been judged for three seconds: every producer has its 30 s of signal above the watermark.</summary>
    private static async Task StandsStillAsync(EcgProcess server, HttpClient http)
    {
        var (beats, since) = (-1L, TimeProvider.System.GetTimestamp());
        await Eventually.HoldsAsync("producers wait", async () =>
        {
            var now = (await Resources.OfAsync(server, http)).Beats;
            if (now != beats) (beats, since) = (now, TimeProvider.System.GetTimestamp());
            return TimeProvider.System.GetElapsedTime(since) > 3 * Second;
        }, Patience);
    }

    private async Task<RunOutcome> CompletedAsync(EcgProcess server)
    {
        var outcome = await server.CompletedAsync(2 * Patience);
        report.WriteLine($"{outcome}");
        return outcome;
    }

    private static Task SayAsync(ClientWebSocket viewer, string message) =>
        viewer.SendAsync(Encoding.UTF8.GetBytes(message + '\u001e'), WebSocketMessageType.Text, true, default);

    /// <summary>Says that the viewer is there, or silence would be the reason to cut it off; false when nobody listens any more.</summary>
    private static async Task<bool> IsHeardAsync(ClientWebSocket viewer)
    {
        try
        {
            await SayAsync(viewer, """{"type":6}""");
            return true;
        }
        catch (WebSocketException)
        {
            return false;
        }
    }

    private static string Call(string method, params object[] arguments) =>
        System.Text.Json.JsonSerializer.Serialize(new { type = 1, target = method, arguments });

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 30;
        command.ExecuteNonQuery();
    }
}
