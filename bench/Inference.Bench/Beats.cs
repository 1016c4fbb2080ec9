using EcgStream.Signal.Beats;

namespace EcgStream.Inference.Bench;

/// <summary>Made-up beats: the graphs' cost does not depend on what is in them.</summary>
internal static class Beats
{
    public static float[] Make(int count)
    {
        var random = new Random(1);
        var samples = new float[count * BeatFrame.SampleCount];
        for (var i = 0; i < samples.Length; i++) samples[i] = (float)(random.NextDouble() * 4 - 2);
        return samples;
    }
}
