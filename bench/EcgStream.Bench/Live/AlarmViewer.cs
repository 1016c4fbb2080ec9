using System.Globalization;
using Microsoft.AspNetCore.SignalR.Client;

namespace EcgStream.Bench.Live;

/// <summary>A viewer at the hub: follows all alarms, and the verdicts of some patients as a screen of tiles does.</summary>
internal sealed class AlarmViewer : IAsyncDisposable
{
    private readonly HubConnection _hub;

    private AlarmViewer(Uri server)
    {
        _hub = new HubConnectionBuilder().WithUrl(new Uri(server, "/hubs/monitor")).Build();
        // The connection calls its handlers one after the other.
        _hub.On<HubAlarm>("Alarm", alarm => Alarms.Add((alarm.Id, alarm.Cursor, TimeProvider.System.GetUtcNow())));
        _hub.On<HubVerdict[]>("Verdicts", batch =>
        {
            foreach (var verdict in batch)
                Verdicts.Add((verdict.PatientId, verdict.Beat, ulong.Parse(verdict.SampleHash, CultureInfo.InvariantCulture)));
        });
    }

    /// <summary>Alarms in the order of their arrival: identity, cursor (null while unstored), time of arrival.</summary>
    internal List<(string Id, long? Cursor, DateTimeOffset At)> Alarms { get; } = [];

    /// <summary>Verdicts in the order of their arrival.</summary>
    internal List<(string PatientId, long Beat, ulong Hash)> Verdicts { get; } = [];

    /// <summary>Connects and subscribes to all alarms and to the verdicts of <paramref name="patients"/>.</summary>
    internal static async Task<AlarmViewer> JoinAsync(Uri server, IEnumerable<string> patients, CancellationToken cancel)
    {
        var viewer = new AlarmViewer(server);
        await viewer._hub.StartAsync(cancel);
        await viewer._hub.InvokeAsync("JoinAlarms", (long?)0, cancel);
        foreach (var patient in patients) await viewer._hub.InvokeAsync("JoinPatient", patient, cancel);
        return viewer;
    }

    /// <summary>Closes the connection; both lists are complete afterwards.</summary>
    internal Task LeaveAsync() => _hub.StopAsync();

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private sealed record HubAlarm(string Id, long? Cursor);

    private sealed record HubVerdict(string PatientId, long Beat, string SampleHash);
}
