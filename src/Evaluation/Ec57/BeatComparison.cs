using EcgStream.Signal.Beats;

namespace EcgStream.Evaluation.Ec57;

/// <summary>
/// Beat-by-beat comparison of an algorithm with a reference (ANSI/AAMI EC57:1998, 4.3; WFDB Applications Guide, bxb(1) and
/// "Evaluating ECG Analyzers"). It counts as WFDB's bxb does; a test holds it to bxb's output on all 48 records of MIT-BIH.
/// </summary>
/// <param name="Matrix">Pairs, missed and extra beats.</param>
/// <param name="RrErrorRms">Root mean square of the RR interval errors, in milliseconds; NaN where there is none.</param>
/// <param name="RrErrors">Number of RR interval errors.</param>
/// <param name="ShutdownSeconds">How long the algorithm was shut down within the test period.</param>
public sealed record BeatComparison(BeatMatrix Matrix, double RrErrorRms, long RrErrors, double ShutdownSeconds)
{
    /// <summary>Length of the learning period, in seconds: beats in it do not count.</summary>
    public const double LearningSeconds = 300;

    /// <summary>Greatest distance of two matching beats, in seconds.</summary>
    public const double WindowSeconds = 0.15;

    /// <summary>Compares from the end of the learning period to the end of the record.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="test">The algorithm.</param>
    /// <param name="sampleRateHz">Samples per second of both.</param>
    /// <param name="sampleCount">Samples of the record.</param>
    public static BeatComparison Of(BeatTrack reference, BeatTrack test, double sampleRateHz, long sampleCount) =>
        new Run(reference, test, sampleRateHz, sampleCount).Compare();

    private sealed class Run
    {
        private readonly BeatMatrix _matrix = new();
        private readonly BeatTrack _reference;
        private readonly BeatTrack _test;
        private readonly Cursor _r;
        private readonly Cursor _t;
        private readonly double _rateHz;
        private readonly long _start;
        private readonly long _end;
        private readonly long _window;
        private double _squares;
        private long _intervals;

        public Run(BeatTrack reference, BeatTrack test, double sampleRateHz, long sampleCount)
        {
            (_reference, _test, _rateHz, _end) = (reference, test, sampleRateHz, sampleCount);
            _start = (long)Math.Round(LearningSeconds * sampleRateHz);
            _window = (long)Math.Round(WindowSeconds * sampleRateHz);
            _r = new Cursor(reference.Beats, _start);
            _t = new Cursor(test.Beats, _start);
        }

        public BeatComparison Compare()
        {
            while (_r.Now < _end || _t.Now < _end)
            {
                var testIsFirst = _t.Now < _r.Now;
                var (early, late) = testIsFirst ? (_t, _r) : (_r, _t);
                if (Match(early, late)) Pair();
                else if (testIsFirst) Extra();
                else Missed();
            }
            var period = new SampleSpan(_start, _end);
            return new(
                _matrix, _intervals == 0 ? double.NaN : Math.Sqrt(_squares / _intervals) * 1_000 / _rateHz, _intervals,
                _test.Shutdown.Sum(span => span.Shared(period)) / _rateHz);
        }

        // Two beats within the window are a pair, unless the later one is nearer to the beat behind the earlier one
        // and that one has no better match of its own.
        private bool Match(Cursor early, Cursor late)
        {
            if (early.IsAtEnd || late.IsAtEnd) return false;
            var distance = late.Now - early.Now;
            if (distance > _window) return false;
            var toNext = Math.Abs(late.Now - early.Next);
            return distance < toNext || Math.Abs(late.Next - early.Next) < toNext;
        }

        private void Pair()
        {
            Interval();
            _matrix[(int)_r.Group, (int)_t.Group]++;
            _r.Move();
            _t.Move();
        }

        private void Extra()
        {
            // In the first window of the test period the beat that it belongs to may lie in the learning period.
            if (_t.Now - _start > _window)
            {
                Interval();
                if (!Within(_reference.Flutter, _t.Now))
                    _matrix[Within(_reference.Shutdown, _t.Now) ? BeatMatrix.X : BeatMatrix.O, (int)_t.Group]++;
            }
            _t.Move();
        }

        private void Missed()
        {
            if (_r.Now - _start > _window)
            {
                Interval();
                _matrix[(int)_r.Group, Within(_test.Shutdown, _r.Now) ? BeatMatrix.X : BeatMatrix.O]++;
            }
            _r.Move();
        }

        // At every pair, missed and extra beat: the RR interval that ends at the reference's next beat minus that of the
        // algorithm. An interval that spans a shutdown or ventricular flutter says nothing.
        private void Interval()
        {
            if (_r.Interval is not { } reference || _t.Interval is not { } test) return;
            if (Touches(_reference, reference) || Touches(_test, test)) return;
            var error = reference.End - reference.First - (test.End - test.First);
            _squares += (double)error * error;
            _intervals++;
        }

        private static bool Within(IReadOnlyList<SampleSpan> spans, long sample)
        {
            foreach (var span in spans)
                if (span.Holds(sample)) return true;
            return false;
        }

        private static bool Touches(BeatTrack track, SampleSpan interval)
        {
            foreach (var span in track.Shutdown)
                if (span.Shared(interval) > 0) return true;
            foreach (var span in track.Flutter)
                if (span.Shared(interval) > 0) return true;
            return false;
        }
    }

    // Stands on one beat of a track; behind the last it reads as infinitely late.
    private sealed class Cursor
    {
        private const long Never = long.MaxValue / 4;
        private readonly IReadOnlyList<BeatMark> _beats;
        private int _at;

        public Cursor(IReadOnlyList<BeatMark> beats, long start)
        {
            _beats = beats;
            while (!IsAtEnd && _beats[_at].Sample < start) _at++;
        }

        public bool IsAtEnd => _at >= _beats.Count;

        public long Now => IsAtEnd ? Never : _beats[_at].Sample;

        public long Next => _at + 1 < _beats.Count ? _beats[_at + 1].Sample : Never;

        public AamiGroup Group => _beats[_at].Group;

        public SampleSpan? Interval => IsAtEnd || _at == 0 ? null : new(_beats[_at - 1].Sample, _beats[_at].Sample);

        public void Move() => _at++;
    }
}
