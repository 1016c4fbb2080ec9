using EcgStream.Contracts.Alarms;
using EcgStream.Contracts.Patients;
using EcgStream.History.Writing;
using EcgStream.Signal.Beats;

namespace EcgStream.Grains.Patient;

/// <summary>
/// What the patient's beats caused and History does not have yet. One batch is under way at a time; what happens
/// meanwhile gathers for the next. Bounded by the 30 s that a producer may be ahead of the watermark.
/// </summary>
internal sealed class PendingWrite(string patientId, long epoch, long watermark)
{
    internal List<JudgedBeat> Beats { get; private set; } = new(1); // one a batch as a rule; the default is room for four
    internal List<(long Beat, ReadOnlyMemory<float> Samples)> Waveforms { get; private set; } = [];
    internal List<Hole> Holes { get; private set; } = [];
    internal List<AlarmRecord> Alarms { get; private set; } = [];

    /// <summary>Absolute sample up to which everything is in here or in History.</summary>
    internal long Watermark { get; set; } = watermark;

    /// <summary>Absolute sample up to which everything is in History.</summary>
    internal long Stored { get; private set; } = watermark;

    /// <summary>An alarm has broken the audio pause, and History does not know yet.</summary>
    internal bool BreaksAudioPause { get; set; }

    /// <summary>The batch handed over, or about to be; it stays until History has answered.</summary>
    internal PatientBatch? UnderWay { get; private set; }

    internal bool IsEmpty => UnderWay is null && !HasMore;

    /// <summary>Something has gathered beside the batch under way.</summary>
    internal bool HasMore => Beats.Count > 0 || Holes.Count > 0 || Alarms.Count > 0 || BreaksAudioPause;

    /// <summary>Makes a batch of what has gathered; null when one is under way or nothing has gathered.</summary>
    internal PatientBatch? TryBegin()
    {
        if (UnderWay is not null || IsEmpty) return null;
        UnderWay = new(patientId, epoch, Beats, OrNone(Waveforms), OrNone(Holes), OrNone(Alarms), Watermark) { BreaksAudioPause = BreaksAudioPause };
        (Beats, BreaksAudioPause) = (new(1), false);
        if (Waveforms.Count > 0) Waveforms = [];
        if (Holes.Count > 0) Holes = [];
        if (Alarms.Count > 0) Alarms = [];
        return UnderWay;
    }

    /// <summary>The batch under way is in History.</summary>
    internal void Done() => (Stored, UnderWay) = (UnderWay!.Watermark, null);

    // A list that is empty stays here, where it goes on gathering.
    private static IReadOnlyList<T> OrNone<T>(List<T> rows) => rows.Count == 0 ? Array.Empty<T>() : rows;
}
