using EcgStream.Gateway.Bodies;
using EcgStream.Inference;
using EcgStream.Signal.Beats;
using EcgStream.Signal.Formats;

namespace EcgStream.Gateway.Classify;

/// <summary>Judges a file's rows in batches while it is read.</summary>
internal sealed class FileRun(IBeatInference inference, ModelPick pick, TimeProvider clock)
{
    /// <summary>Most rows of a file.</summary>
    public const int MostRows = 10_000;

    private const int MostErrors = 1000;

    // Half of what one request may ask for: live beats and other requests get their turn in between.
    private const int BatchBeats = 512;
    private const int MostTries = 20;

    private readonly float[] _samples = new float[BatchBeats * BeatFrame.SampleCount];
    private readonly List<(int Line, BeatClass Truth)> _waiting = new(BatchBeats);

    public List<FileBeatAnswer> Beats { get; } = [];

    public List<FileRowError> Errors { get; } = [];

    public async Task ReadAsync(UploadedFile file, CancellationToken cancel)
    {
        var options = new EcgFileOptions { MaxRows = MostRows };
        await foreach (var row in EcgFile.ReadAsync(file.Content, file.Name, options, cancel))
        {
            if (row.Error is { } error) Refuse(new FileRowError(row.Line, error.Column, error.Reason));
            else if (row.Beat is { } beat) await TakeAsync(row.Line, beat, cancel);
        }

        await JudgeAsync(cancel);
    }

    private async Task TakeAsync(int line, LabelledBeat beat, CancellationToken cancel)
    {
        var wild = Array.FindIndex(beat.Samples, s => !(MathF.Abs(s) <= SampleFields.Largest));
        if (wild >= 0)
        {
            Refuse(new FileRowError(line, null, $"sample {wild + 1} is outside -{SampleFields.Largest}…{SampleFields.Largest} (z-score units)"));
            return;
        }

        beat.Samples.CopyTo(_samples.AsSpan(_waiting.Count * BeatFrame.SampleCount));
        _waiting.Add((line, beat.Class));
        if (_waiting.Count == BatchBeats) await JudgeAsync(cancel);
    }

    private async Task JudgeAsync(CancellationToken cancel)
    {
        if (_waiting.Count == 0) return;
        var verdicts = await ClassifyAsync(_samples.AsMemory(0, _waiting.Count * BeatFrame.SampleCount), cancel);
        for (var i = 0; i < verdicts.Length; i++)
        {
            var (line, truth) = _waiting[i];
            Beats.Add(new FileBeatAnswer(line, truth == BeatClass.Unknown ? null : truth, BeatAnswer.From(verdicts[i], pick)));
        }

        _waiting.Clear();
    }

    /// <summary>Once a part of the file is judged, being busy is no reason to throw that part away.</summary>
    private async Task<Verdict[]> ClassifyAsync(ReadOnlyMemory<float> samples, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await inference.ClassifyAsync(samples, cancel);
            }
            catch (InferenceBusyException busy) when (Beats.Count > 0 && tries < MostTries)
            {
                await Task.Delay(busy.RetryAfter, clock, cancel);
            }
        }
    }

    private void Refuse(FileRowError error)
    {
        if (Errors.Count < MostErrors) Errors.Add(error);
    }
}
