using EcgStream.Gateway.Classify;
using EcgStream.Signal.Beats;

namespace EcgStream.Gateway.Tests.Support;

/// <summary>A beat's first sample is its class less one, as <see cref="FakeInference"/> has it, and its second the draw.</summary>
internal sealed class FakeTestBeats : ITestBeats
{
    public string Source => "made up";

    public bool Synthetic => true;

    public float[] Draw(BeatClass beatClass, ulong draw)
    {
        var samples = new float[BeatFrame.SampleCount];
        (samples[0], samples[1]) = ((int)beatClass - 1, draw);
        return samples;
    }
}
