using EcgStream.Contracts.Alarms;
using EcgStream.Dashboard.Live;
using EcgStream.Dashboard.Tests.Hosting;
using EcgStream.Signal.Alarms;
using Microsoft.Extensions.Logging.Abstractions;

namespace EcgStream.Dashboard.Tests.Live;

public sealed class LiveWardTests
{
    private readonly SampleWard sample = new(3);
    private readonly LiveWard ward;

    public LiveWardTests() => ward = new LiveWard(sample, TimeProvider.System, NullLogger<LiveWard>.Instance);

    [Fact]
    public void Take_NewAlarm_RisesOnce()
    {
        var alarm = Raise();

        Assert.Equal([alarm], ward.Take([alarm]));
        Assert.Empty(ward.Take([alarm]));
        Assert.Equal([alarm], ward.OpenAlarms);
    }

    [Fact]
    public void Take_Escalation_RisesAgain()
    {
        var alarm = Raise(AlarmPriority.Low);
        ward.Take([alarm]);
        var escalated = alarm with { Priority = AlarmPriority.High, Cursor = alarm.Cursor + 1 };

        Assert.Equal([escalated], ward.Take([escalated]));
    }

    [Fact]
    public void Take_OlderWordAfterAcknowledgement_ChangesNothing()
    {
        var alarm = Raise();
        var acknowledged = alarm with { State = AlarmState.Acknowledged, Cursor = alarm.Cursor + 1 };

        Assert.Empty(ward.Take([acknowledged, alarm]));
        Assert.Equal([acknowledged], ward.OpenAlarms);
    }

    [Fact]
    public void Take_OlderWordAfterTheEnd_DoesNotBringItBack()
    {
        var alarm = Raise();
        var cleared = alarm with { State = AlarmState.Cleared, Cursor = alarm.Cursor + 1 };

        ward.Take([alarm]);
        ward.Take([cleared]);
        ward.Take([alarm]);

        Assert.Empty(ward.OpenAlarms);
    }

    [Fact]
    public void Take_Event_IsNoAlarm()
    {
        Assert.Empty(ward.Take([Raise(AlarmPriority.Event)]));
        Assert.Empty(ward.OpenAlarms);
    }

    [Fact]
    public void OpenAlarms_InEveryState_PresentThenLatchedThenAcknowledgedThenPriorityThenNewer()
    {
        var seen = Raise() with { Id = "seen", State = AlarmState.Acknowledged };
        var over = Raise() with { Id = "over", State = AlarmState.Latched };
        var low = Raise(AlarmPriority.Low) with { Id = "low" };
        var vt = Raise() with { Id = "vt" };
        var newer = vt with { Id = "newer", RaisedAt = vt.RaisedAt.AddSeconds(1) };

        ward.Take([seen, over, low, vt, newer]);

        Assert.Equal(["newer", "vt", "low", "over", "seen"], ward.OpenAlarms.Select(alarm => alarm.Id));
    }

    [Fact]
    public async Task LoadAsync_AlarmEndedWhileAway_IsGone()
    {
        var alarm = Raise();
        await ward.LoadAsync(default);
        Assert.Equal(alarm.Id, Assert.Single(ward.OpenAlarms).Id);
        sample.Clear(alarm.Id);

        await ward.LoadAsync(default);

        Assert.Empty(ward.OpenAlarms);
    }

    [Fact]
    public async Task LoadAsync_WardFails_SaysSo()
    {
        sample.Failing = true;
        await ward.LoadAsync(default);
        Assert.Contains("store is away", ward.Failure, StringComparison.Ordinal);

        sample.Failing = false;
        await ward.LoadAsync(default);
        Assert.Null(ward.Failure);
        Assert.Equal(3, ward.Patients.Count);
    }

    private AlarmRecord Raise(AlarmPriority priority = AlarmPriority.High) => sample.Raise(1, "ventricular-run", priority, "VT 6 beats at 140/min");
}
