using EcgStream.Contracts.Alarms;
using EcgStream.Dashboard.Live;
using EcgStream.Signal.Alarms;

namespace EcgStream.Dashboard.Alarms;

/// <summary>How alarms are worded and marked; colour comes on top and is never alone (WCAG 1.4.1).</summary>
public static class AlarmWords
{
    /// <summary>Asterisks as in IEC 60601-1-8: "***", "**", "*", or nothing.</summary>
    public static string Stars(this AlarmPriority priority) => new('*', (int)priority);

    /// <summary>"high", "medium", "low", "none": the end of a CSS class.</summary>
    public static string Css(this AlarmPriority priority) => priority switch
    {
        AlarmPriority.High => "high",
        AlarmPriority.Medium => "medium",
        AlarmPriority.Low => "low",
        _ => "none",
    };

    /// <summary>The rule's name for people: "repeated-r-on-t" becomes "Repeated R-on-T".</summary>
    public static string Title(this AlarmRecord alarm) =>
        Sentence(alarm.Rule.Replace("r-on-t", "R\u2011on\u2011T", StringComparison.Ordinal).Replace('-', ' ').Replace('\u2011', '-'));

    /// <summary>Begins with a capital letter.</summary>
    public static string Sentence(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];

    /// <summary>What else is to be said of an alarm: technical, latched, acknowledged by whom, not stored yet.</summary>
    public static IEnumerable<string> Tags(AlarmRecord alarm, ViewerClock clock)
    {
        if (alarm.Kind == AlarmKind.Technical)
            yield return "technical";
        if (alarm.State == AlarmState.Latched)
            yield return alarm.EndedAt is { } ended ? $"latched, condition gone {clock.Show(ended)}" : "latched, condition gone";
        if (alarm.State == AlarmState.Acknowledged)
            yield return $"acknowledged by {alarm.AcknowledgedBy ?? "somebody"}" + (alarm.AcknowledgedAt is { } at ? $" {clock.Show(at)}" : "");
        if (!alarm.Stored)
            yield return "not stored yet";
    }
}
