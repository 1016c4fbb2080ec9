using EcgStream.EndToEnd.Support;
using EcgStream.Signal.Alarms;

namespace EcgStream.EndToEnd.Cluster;

/// <summary>What must hold of a stored ward, whatever happened to the processes.</summary>
internal static class StoredWard
{
    /// <summary>Beats without a hole, and exactly the alarms that they call for, each once.</summary>
    internal static void AssertWholeAndAsCalledFor(this IReadOnlyList<StoredPatient> ward)
    {
        Assert.NotEmpty(ward);
        Assert.All(ward, patient =>
        {
            Assert.Empty(patient.Holes);
            Assert.Equal(Enumerable.Range(0, patient.Beats.Count).Select(n => (long)n), patient.Beats.Select(beat => beat.Index));
            Assert.Equal(patient.CalledFor(), patient.Alarms.Where(alarm => alarm.Kind == AlarmKind.Physiological)
                .Select(alarm => (alarm.Rule, alarm.OnsetBeat, alarm.Priority, alarm.Text)));
        });
    }

    /// <summary>Whatever viewers were shown before it was stored is stored by now: no activation raised it for itself alone.</summary>
    internal static void AssertStored(this IReadOnlyList<StoredPatient> ward, IEnumerable<string> shown)
    {
        var stored = ward.SelectMany(patient => patient.Alarms).Select(alarm => alarm.Id).ToHashSet();
        Assert.All(shown, id => Assert.Contains(id, stored));
    }
}
