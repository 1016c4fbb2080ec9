using System.Runtime.CompilerServices;

namespace EcgStream.Signal.Beats;

/// <summary>Heart rate over the last eight RR intervals, as bedside monitors average it (IEC 60601-2-27 asks that the averaging be stated).</summary>
public sealed class MeanHeartRate
{
    /// <summary>RR intervals in the mean.</summary>
    public const int Beats = 8;

    private Intervals _rrMs;
    private int _count;
    private int _next;

    /// <summary>60000 / mean RR, beats a minute; null before the first beat.</summary>
    public double? PerMinute
    {
        get
        {
            if (_count == 0) return null;
            double sum = 0; // added up anew: a running sum would drift over days
            for (var i = 0; i < _count; i++) sum += _rrMs[i];
            return 60_000 * _count / sum;
        }
    }

    /// <summary>Takes the next beat's RR interval.</summary>
    /// <param name="rrMs">ms, positive.</param>
    public void Add(double rrMs)
    {
        _rrMs[_next] = rrMs;
        _next = (_next + 1) % Beats;
        if (_count < Beats) _count++;
    }

    /// <summary>Forgets all intervals: after a hole the rate before it says nothing.</summary>
    public void Reset() => (_count, _next) = (0, 0);

    [InlineArray(Beats)]
    private struct Intervals
    {
        private double _first;
    }
}
