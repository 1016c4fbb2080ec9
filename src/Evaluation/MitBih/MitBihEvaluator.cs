using System.Security.Cryptography;
using EcgStream.Evaluation.Ec57;
using EcgStream.Signal.Formats;
using EcgStream.Signal.Formats.Wfdb;

namespace EcgStream.Evaluation.MitBih;

/// <summary>Evaluates a detector and models on MIT-BIH, several records at a time.</summary>
public static class MitBihEvaluator
{
    /// <summary>Runs an evaluation. The order of the results does not depend on which record is done first.</summary>
    /// <param name="progress">Told after each record.</param>
    /// <exception cref="SignalFileException">A file cannot be read.</exception>
    /// <exception cref="ArgumentException">The noise cannot be added.</exception>
    public static MitBihReport Run(
        EcgAnalysis analysis, MitBihOptions options, IProgress<MitBihProgress>? progress = null, CancellationToken cancel = default)
    {
        var records = options.Set.Records;
        var noisy = options.Noise is null ? [] : options.NoiseRecords.SelectMany(record => options.SnrDb.Select(snr => (Record: record, SnrDb: snr))).ToArray();
        var noise = options.Noise is null ? null : EcgRecord.Load(Path.Combine(options.NoiseFolder!, options.Noise), annotator: null);
        var results = new RecordResult[records.Count];
        var noiseResults = new NoiseResult[noisy.Length];
        var (done, all) = (0, records.Count + noisy.Length);
        try
        {
            Parallel.For(0, all, new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = cancel }, i =>
            {
                if (i < records.Count) results[i] = Evaluate(analysis, Load(options.Folder, records[i]));
                else
                {
                    var (record, snr) = noisy[i - records.Count];
                    var mixed = NoiseStress.Add(Load(options.Folder, record), noise!, snr);
                    noiseResults[i - records.Count] = new(record, options.Noise!, snr, Compare(mixed, Found(analysis, mixed, judged: false)));
                }
                progress?.Report(new(Interlocked.Increment(ref done), all));
            });
        }
        catch (AggregateException failures) when (failures.InnerExceptions.FirstOrDefault(e => e is SignalFileException or ArgumentException) is { } first)
        {
            // One broken file is said once, not once a thread.
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }
        return new(options.Set, Fingerprint(options.Folder, records), analysis.Judge is null ? null : analysis.ModelSet, results, noiseResults);
    }

    private static EcgRecord Load(string folder, string record) => EcgRecord.Load(Path.Combine(folder, record));

    private static RecordResult Evaluate(EcgAnalysis analysis, EcgRecord record)
    {
        var own = Compare(record, Found(analysis, record, judged: true));
        if (analysis.Judge is null) return new(record.Name, own, null);
        var peaks = record.Reference().Beats.Select(beat => beat.Sample).ToArray();
        return new(record.Name, own, Compare(record, Judged(analysis.Judge, record, peaks)));
    }

    private static BeatMark[] Found(EcgAnalysis analysis, EcgRecord record, bool judged)
    {
        var peaks = analysis.Find(record);
        return judged && analysis.Judge is { } judge ? Judged(judge, record, peaks) : [.. peaks.Select(peak => new BeatMark(peak, default))];
    }

    private static BeatMark[] Judged(RecordJudge judge, EcgRecord record, IReadOnlyList<long> peaks)
    {
        var groups = judge(record, peaks);
        return [.. peaks.Select((peak, i) => new BeatMark(peak, groups[i]))];
    }

    private static BeatComparison Compare(EcgRecord record, BeatMark[] beats) =>
        BeatComparison.Of(record.Reference(), BeatTrack.Of(beats), record.SampleRateHz, record.SampleCount);

    private static string Fingerprint(string folder, IReadOnlyList<string> records)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = new byte[64 * 1024];
        foreach (var record in records)
        {
            var header = WfdbHeader.Read(Path.Combine(folder, record));
            foreach (var file in header.Signals.Select(signal => Path.Combine(folder, signal.FileName)).Distinct().Append(header.PathOf("atr")))
            {
                using var stream = File.OpenRead(file);
                for (int read; (read = stream.Read(block)) > 0;) hash.AppendData(block, 0, read);
            }
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
