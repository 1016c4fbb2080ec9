using EcgStream.Signal.Beats;
using EcgStream.Signal.Formats;

namespace EcgStream.Simulator.Beats;

/// <summary>Chooses where simulated patients' beats come from.</summary>
public static class BeatSources
{
    private const int SyntheticBeatsPerClass = 512;

    /// <summary>
    /// The TEST split of ECG5000 where it is found, and so beats that no model was fitted on; else the beat generator,
    /// after saying where the data were looked for.
    /// </summary>
    /// <param name="data">A folder that must hold the data, or null to look in the usual places.</param>
    /// <param name="notices">Where to say that the beats are synthetic.</param>
    /// <exception cref="DirectoryNotFoundException">A folder was named, and it holds no data.</exception>
    /// <exception cref="InvalidDataException">A data file has a bad row.</exception>
    public static IBeatSource Open(string? data, TextWriter notices)
    {
        try
        {
            var folder = Ecg5000Folder.Find(data);
            if (Pool(Ecg5000.LoadSplit(folder, Ecg5000Split.Test), "TEST") is { } test) return test;
            if (Pool(Ecg5000.LoadSplit(folder, Ecg5000Split.Train), "TRAIN") is { } train) return train;
            throw new DirectoryNotFoundException($"{folder} has no split of ECG5000 with beats of all five classes.");
        }
        catch (DirectoryNotFoundException reason) when (data is null)
        {
            notices.WriteLine(reason.Message);
            notices.WriteLine("Until then the ward is simulated with synthetic beats.");
            return BeatGenerator.Embedded().Pool(SyntheticBeatsPerClass, seed: 1);
        }
    }

    private static BeatPool? Pool(IReadOnlyList<LabelledBeat> beats, string split)
    {
        var byClass = beats.Where(beat => beat.Class != BeatClass.Unknown)
            .GroupBy(beat => beat.Class)
            .ToDictionary(group => group.Key, group => group.Select(beat => beat.Samples).ToArray());
        return byClass.Count == BeatClassNames.All.Count
            ? new BeatPool($"ECG5000 {split}, {byClass.Values.Sum(some => some.Length)} beats", byClass)
            : null;
    }
}
