using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Patients;

namespace EcgStream.History.Writing;

/// <summary>What rows are called towards people, in <see cref="RefusedRow.What"/>.</summary>
internal static class RowNames
{
    public static string OfBeat(long beat) => $"beat {beat}";

    public static string OfWaveform(long beat) => $"waveform of beat {beat}";

    public static string Of(Hole hole) => $"hole at beat {hole.FirstBeat}";

    public static string Of(AlarmRecord alarm) => $"alarm {alarm.Rule} of beat {alarm.OnsetBeat}";

    /// <summary>What stands in the record for a beat that the store refused: the watermark passes it.</summary>
    public static Hole HoleFor(long beat, DateTimeOffset now, Exception reason) => new(beat, 1, now, $"could not be stored: {reason.Message}");
}
