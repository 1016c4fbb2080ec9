using EcgStream.Signal.Conditioning;

namespace EcgStream.Signal.Detection;

/// <summary>
/// The patient's own running beats: up to three forms, each an exponential average over accepted beats of the QRS band from 100 ms
/// before to 94 ms after the fiducial point, all leads together. A candidate is compared with them by normalised cross-correlation.
/// </summary>
internal sealed class BeatTemplates
{
    /// <summary>Number of forms.</summary>
    public const int Forms = 3;

    /// <summary>Samples of a form and lead, 180 Hz.</summary>
    public const int Length = 36;

    /// <summary>Samples before the fiducial point.</summary>
    public const int Before = 18;

    /// <summary>A form counts from this many beats on.</summary>
    public const int Established = 3;

    /// <summary>Correlation from which a beat belongs to a form.</summary>
    private const float SameForm = 0.85f;

    private const float LearningRate = 0.1f;
    /// <summary>A candidate is moved by up to so many samples to fit a form.</summary>
    public const int MostShift = 4;

    private readonly int _leads;
    private readonly float[] _forms; // [Forms][leads][Length], µV
    private readonly int[] _beats = new int[Forms];
    private readonly long[] _lastPeak = new long[Forms];

    public BeatTemplates(int leads) => (_leads, _forms) = (leads, new float[Forms * leads * Length]);

    /// <summary>Bytes in a snapshot.</summary>
    public int SnapshotSize => Forms * (_leads * Length * sizeof(float) + sizeof(int) + sizeof(long));

    /// <summary>True when a form is established.</summary>
    public bool Any { get; private set; }

    public void Reset()
    {
        Array.Clear(_forms);
        Array.Clear(_beats);
        Array.Clear(_lastPeak);
        Any = false;
    }

    /// <summary>The form that fits best among those with enough beats.</summary>
    public Match Best(QrsBand[] bands, ReadOnlySpan<LeadLevel> levels, long fiducial, int leastBeats)
    {
        var best = new Match(-1, -1, 1, 0);
        for (var form = 0; form < Forms; form++)
        {
            if (_beats[form] < leastBeats) continue;
            for (var shift = -MostShift; shift <= MostShift; shift++)
            {
                var (correlation, amplitude) = Compare(form, bands, levels, fiducial + shift);
                if (correlation > best.Correlation) best = new Match(form, correlation, amplitude, shift);
            }
        }

        return best;
    }

    /// <summary>Envelope peak of the last beat that a form has learnt from.</summary>
    public long LastOf(int form) => _lastPeak[form];

    /// <summary>Correlation of one lead alone.</summary>
    public float OfLead(int form, QrsBand band, int lead, long fiducial)
    {
        var template = Form(form, lead);
        float product = 0, energy = 1e-9f, own = 0;
        for (var i = 0; i < Length; i++)
        {
            var (value, expected) = (band[fiducial - Before + i], template[i]);
            product += value * expected;
            energy += value * value;
            own += expected * expected;
        }

        return product / MathF.Sqrt(energy * own + 1e-9f);
    }

    /// <summary>Takes an accepted beat into the form that it fits, or lets it start a form in place of the least used one.</summary>
    public void Learn(QrsBand[] bands, ReadOnlySpan<LeadLevel> levels, long fiducial, long peak, in Match match)
    {
        var joins = match.Form >= 0 && match.Correlation > SameForm;
        var form = joins ? match.Form : LeastUsed(peak);
        var rate = joins ? Math.Max(LearningRate, 1f / (_beats[form] + 1)) : 1;
        for (var lead = 0; lead < _leads; lead++)
        {
            if (joins && levels[lead].Weight == 0) continue; // a lead that is off keeps its form
            var template = Form(form, lead);
            for (var i = 0; i < Length; i++) template[i] += rate * (bands[lead][fiducial - Before + i] - template[i]);
        }

        _beats[form] = joins ? Math.Min(_beats[form] + 1, 1_000) : 1;
        _lastPeak[form] = peak;
        Any = Array.Exists(_beats, static count => count >= Established);
    }

    public void Save(ref SnapshotWriter writer)
    {
        writer.WriteAll<float>(_forms);
        writer.WriteAll<int>(_beats);
        writer.WriteAll<long>(_lastPeak);
    }

    public void Restore(ref SnapshotReader reader)
    {
        reader.ReadAll<float>(_forms);
        reader.ReadAll<int>(_beats);
        reader.ReadAll<long>(_lastPeak);
        Any = Array.Exists(_beats, static count => count >= Established);
    }

    private Span<float> Form(int form, int lead) => _forms.AsSpan((form * _leads + lead) * Length, Length);

    /// <summary>Leads are weighted as in the envelope, each in units of its own beat.</summary>
    private (float Correlation, float Amplitude) Compare(int form, QrsBand[] bands, ReadOnlySpan<LeadLevel> levels, long fiducial)
    {
        float products = 0, energies = 1e-12f, own = 1e-9f;
        for (var lead = 0; lead < _leads; lead++)
        {
            ref readonly var level = ref levels[lead];
            if (level.Weight == 0) continue;
            var template = Form(form, lead);
            var band = bands[lead];
            float product = 0, energy = 0, expected = 0;
            for (var i = 0; i < template.Length; i++)
            {
                var (value, model) = (band[fiducial - Before + i], template[i]);
                product += value * model;
                energy += value * value;
                expected += model * model;
            }

            var share = level.Gain / level.Beat;
            products += share * product;
            energies += share * energy;
            own += share * expected;
        }

        return (products / MathF.Sqrt(energies * own), products / own);
    }

    /// <summary>Few beats or a long time without one make a form replaceable: six beats weigh as much as a second.</summary>
    private int LeastUsed(long now)
    {
        var (least, worth) = (0, float.PositiveInfinity);
        for (var form = 0; form < Forms; form++)
        {
            var value = _beats[form] == 0 ? float.NegativeInfinity
                : 6 * Math.Min(_beats[form], 30) - (now - _lastPeak[form]) / (float)SignalConditioner.RateHz;
            if (value < worth) (least, worth) = (form, value);
        }

        return least;
    }

    /// <summary>How well a form fits.</summary>
    /// <param name="Form">Number of the form; −1 when there is none.</param>
    /// <param name="Correlation">−1 to 1.</param>
    /// <param name="Amplitude">The candidate's amplitude in units of the form's.</param>
    /// <param name="Shift">Samples between the candidate's fiducial point and the form's.</param>
    internal readonly record struct Match(int Form, float Correlation, float Amplitude, int Shift);
}
