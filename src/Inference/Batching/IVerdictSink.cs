using EcgStream.Signal.Beats;

namespace EcgStream.Inference.Batching;

/// <summary>Hears once of each beat that inference has taken for it, on an inference thread: must not block. Verdicts of one sink may come out of beat order.</summary>
public interface IVerdictSink
{
    /// <summary>A beat is judged.</summary>
    void Judged(in JudgedBeat beat);

    /// <summary>A beat could not be judged; it stays without a verdict.</summary>
    void Failed(in Beat beat, Exception reason);
}
