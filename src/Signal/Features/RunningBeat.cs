using EcgStream.Signal.Conditioning;

namespace EcgStream.Signal.Features;

/// <summary>
/// The shape that most beats of a patient have, per lead: a recursive average whose steps are limited in size, so that an ectopic beat
/// moves it little and a lasting change of shape replaces it within a minute or two. Early and unlike beats count less.
/// (A step limited in size makes a recursive mean robust: Huber's M-estimator; Huber, Robust Statistics, 1981, ch. 3.)
/// </summary>
internal sealed class RunningBeat
{
    /// <summary>Bytes of a snapshot.</summary>
    public const int SnapshotSize = BeatInput.Leads * (BeatInput.Samples * sizeof(float) + sizeof(int));

    private const double Share = 1.0 / 24;
    private const double StepLimit = 0.35;     // of the QRS amplitude
    private const double AmplitudeFloor = 0.05; // mV
    private const double EarlyShare = 0.1;
    private const double UnlikeShare = 0.3;
    private const double LikeCorrelation = 0.8;
    private const int FirstBeats = 8; // settle quickly, whatever they are

    private readonly float[] _shapes = new float[BeatInput.Leads * BeatInput.Samples]; // mV
    private readonly int[] _counts = new int[BeatInput.Leads];

    /// <summary>The running beat of a lead: float[162], mV; 0 before the first beat.</summary>
    public ReadOnlySpan<float> Shape(int lead) => Slot(lead);

    /// <summary>Takes the first beat of a lead as it is.</summary>
    public void StartFrom(int lead, ReadOnlySpan<float> beat)
    {
        if (_counts[lead] == 0) beat.CopyTo(Slot(lead));
    }

    /// <summary>Moves the running beats towards a beat.</summary>
    /// <param name="beats">float[2 × 162], mV.</param>
    /// <param name="leads">Bit 0 and bit 1: leads that are usable.</param>
    /// <param name="early">The beat came early.</param>
    public void Update(ReadOnlySpan<float> beats, int leads, bool early)
    {
        double likeness = 0, amplitudes = 0;
        for (var lead = 0; lead < BeatInput.Leads; lead++)
        {
            if ((leads >> lead & 1) == 0) continue;
            var amplitude = Amplitude(lead);
            likeness += amplitude * BeatShape.Correlation(BeatShape.Qrs(beats.Slice(lead * BeatInput.Samples, BeatInput.Samples)), BeatShape.Qrs(Slot(lead)));
            amplitudes += amplitude;
        }
        var share = (early ? EarlyShare : 1) * (likeness > LikeCorrelation * amplitudes ? 1 : UnlikeShare);
        for (var lead = 0; lead < BeatInput.Leads; lead++)
            if ((leads >> lead & 1) != 0) Move(lead, beats.Slice(lead * BeatInput.Samples, BeatInput.Samples), share, early);
    }

    public void Save(ref SnapshotWriter writer)
    {
        writer.WriteAll<float>(_shapes);
        writer.WriteAll<int>(_counts);
    }

    public void Restore(ref SnapshotReader reader)
    {
        reader.ReadAll<float>(_shapes);
        reader.ReadAll<int>(_counts);
    }

    private void Move(int lead, ReadOnlySpan<float> beat, double share, bool early)
    {
        var shape = Slot(lead);
        var count = _counts[lead];
        if (count < FirstBeats) share = early ? EarlyShare : 1;
        var limit = (float)(StepLimit * Amplitude(lead) * (count > FirstBeats ? 1 : 2));
        var step = (float)(Math.Max(1.0 / (count + 1), Share) * share);
        for (var i = 0; i < shape.Length; i++) shape[i] += step * Math.Clamp(beat[i] - shape[i], -limit, limit);
        _counts[lead] = Math.Min(count + 1, 1_000);
    }

    private double Amplitude(int lead)
    {
        var most = 0f;
        foreach (var sample in BeatShape.Qrs(Slot(lead))) most = Math.Max(most, Math.Abs(sample));
        return most + AmplitudeFloor;
    }

    private Span<float> Slot(int lead) => _shapes.AsSpan(lead * BeatInput.Samples, BeatInput.Samples);
}
