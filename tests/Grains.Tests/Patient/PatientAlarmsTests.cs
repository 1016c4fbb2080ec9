using EcgStream.Contracts.Alarms;
using EcgStream.Grains.Patient;
using EcgStream.Grains.Tests.Support;
using EcgStream.Signal.Alarms;

namespace EcgStream.Grains.Tests.Patient;

public sealed class PatientAlarmsTests
{
    private readonly PatientAlarms alarms = new("p", []);

    [Fact]
    public void Apply_HighConditionGoneUnacknowledged_Latches()
    {
        alarms.Apply(Change(AlarmTransition.Raised, AlarmPriority.High), Beats.Start);
        Assert.Equal(AlarmState.Latched, alarms.Apply(Change(AlarmTransition.ConditionGone, AlarmPriority.High), Beats.Start)!.State);
        Assert.Null(alarms.MostUrgent);
    }

    [Fact]
    public void Apply_MediumConditionGone_IsCleared()
    {
        alarms.Apply(Change(AlarmTransition.Raised, AlarmPriority.Medium), Beats.Start);
        Assert.Equal(AlarmState.Cleared, alarms.Apply(Change(AlarmTransition.ConditionGone, AlarmPriority.Medium), Beats.Start)!.State);
    }

    [Fact]
    public void Apply_EscalationToAHigherPriority_AsksForANewAcknowledgement()
    {
        var raised = alarms.Apply(Change(AlarmTransition.Raised, AlarmPriority.Medium), Beats.Start)!;
        alarms.Stored(raised with { State = AlarmState.Acknowledged, AcknowledgedBy = "nurse", AcknowledgedAt = Beats.Start, Cursor = 1 });

        var escalated = alarms.Apply(Change(AlarmTransition.Escalated, AlarmPriority.High), Beats.Start)!;

        Assert.Equal((AlarmState.Active, null), (escalated.State, escalated.AcknowledgedBy));
    }

    [Fact]
    public void Apply_ConditionGoneThatWasNeverRaised_ChangesNothing() =>
        Assert.Null(alarms.Apply(Change(AlarmTransition.ConditionGone, AlarmPriority.High), Beats.Start));

    private static AlarmChange Change(AlarmTransition transition, AlarmPriority priority) => new(
        "ventricular-run", AlarmKind.Physiological, priority, transition, 3, Beats.Start, Beats.Start, "VT 5 beats at 150/min");
}
