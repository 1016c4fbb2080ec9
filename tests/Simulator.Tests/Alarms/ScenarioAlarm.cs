using EcgStream.Signal.Alarms;
using EcgStream.Simulator.Ward;

namespace EcgStream.Simulator.Tests.Alarms;

/// <summary>What a scenario must raise.</summary>
/// <param name="Scenario">Its name.</param>
/// <param name="Rule">Null: nothing.</param>
/// <param name="Text">Pattern of the whole text.</param>
/// <param name="Onset">For people: the beat from whose start the delay counts.</param>
/// <param name="Onsets">These beats, from the truth alone.</param>
internal sealed record ScenarioAlarm(
    string Scenario, string? Rule = null, AlarmPriority Priority = AlarmPriority.Event, string Text = "", string Onset = "",
    Func<Course, IEnumerable<int>>? Onsets = null)
{
    internal static IReadOnlyList<ScenarioAlarm> All { get; } =
    [
        new("healthy"),
        new("ectopic"),
        new("frequent-pvcs", "pvc-rate", AlarmPriority.Low, @"PVC \d+(\.\d)?/min > 10/min over 2 min",
            "the 21st PVC in two minutes", course => TwentyFirstPvc(course)),
        new("couplets", "ventricular-run", AlarmPriority.Event, @"ventricular couplet at \d+/min",
            "first PVC of a couplet", course => Starts(course.Ventricular, "NVVN", 1)),
        new("bigeminy", "bigeminy", AlarmPriority.Low, "bigeminy 4 PVCs in 7 beats ≥ 4",
            "first PVC of the stretch", course => Starts(course.Ventricular, "NNVNVNVNV", 2)),
        new("pvc-bursts", "ventricular-run", AlarmPriority.Medium, @"ventricular run [34] beats at 130/min",
            "first PVC of the burst", course => Starts(course.Ventricular, "NVVV", 1)),
        new("r-on-t", "repeated-r-on-t", AlarmPriority.Medium, "R-on-T PVC 2 in 60 s ≥ 2",
            "second R-on-T PVC", course => [course.Strip.IndexOf('R', course.Strip.IndexOf('R') + 1)]),
        new("ventricular-tachycardia", "ventricular-run", AlarmPriority.High, @"VT [58] beats at 150/min",
            "first beat of the run", course => Starts(course.Ventricular, "NVVVVV", 1)),
        new("bradycardia", "extreme-bradycardia", AlarmPriority.High, @"HR \d+(\.\d)? < 40 over 5 beats",
            "first slow beat", course => Changes(course, truth => truth.RrMs > 1_500)),
        new("tachycardia", "extreme-tachycardia", AlarmPriority.High, @"HR \d+(\.\d)? > 140 over 17 beats",
            "first fast beat", course => Changes(course, truth => truth.RrMs < 428)),
        new("asystole", "asystole", AlarmPriority.High, @"asystole 4\.0 s ≥ 4 s", "end of the last beat", course => Silences(course)),
        new("lead-off", "lead-off", AlarmPriority.Medium, @"lead off 2\.0 s ≥ 2 s", "end of the last beat", course => Silences(course)),
        new("signal-lost", "signal-lost", AlarmPriority.Medium, @"signal lost 10\.0 s ≥ 10 s", "end of the last beat", course => Silences(course)),
        new("flat-line", "flat-line", AlarmPriority.High, @"flat line \d\.\d s ≥ 4 s: check the patient",
            "first flat beat", course => Rises(course.Poor)),
        new("noise", "noise", AlarmPriority.Low, "noisy beats 8 of 20 ≥ 8", "first noisy beat", course => Rises(course.Poor)),
        new("clipping", "clipping", AlarmPriority.Low, "clipped beats 8 of 20 ≥ 8", "first clipped beat", course => Rises(course.Poor)),
        new("changed-form", "anomaly-burst", AlarmPriority.Low, "anomalous beats 10 of 20 ≥ 10",
            "first changed beat", course => Rises(course.Shaped)),
        new("amplitude-drift"),
    ];

    private static IEnumerable<int> Starts(string strip, string pattern, int offset)
    {
        for (var at = strip.IndexOf(pattern, StringComparison.Ordinal); at >= 0; at = strip.IndexOf(pattern, at + 1, StringComparison.Ordinal))
            yield return at + offset;
    }

    private static IEnumerable<int> Changes(Course course, Func<ScenarioBeat, bool> holds) => Rises([.. course.Truths.Select(holds)]);

    private static IEnumerable<int> Silences(Course course) => Enumerable.Range(0, course.Truths.Count).Where(beat => course.Truths[beat].SilenceMs > 0);

    private static IEnumerable<int> Rises(IReadOnlyList<bool> holds) =>
        Enumerable.Range(1, holds.Count - 1).Where(beat => holds[beat] && !holds[beat - 1]);

    private static IEnumerable<int> TwentyFirstPvc(Course course)
    {
        var pvcs = Enumerable.Range(0, course.Strip.Length).Where(beat => course.Strip[beat] == 'V').ToList();
        return pvcs.Zip(pvcs.Skip(20))
            .Where(pair => course.Starts[pair.Second] - course.Starts[pair.First] <= TimeSpan.FromMinutes(2))
            .Select(pair => pair.Second).Take(1);
    }
}
