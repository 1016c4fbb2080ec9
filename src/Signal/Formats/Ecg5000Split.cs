namespace EcgStream.Signal.Formats;

/// <summary>The parts of ECG5000. Models are fitted on TRAIN only; TEST is for evaluation and for simulated patients.</summary>
public enum Ecg5000Split : byte
{
    /// <summary>The official TRAIN split: 500 beats.</summary>
    Train,

    /// <summary>The official TEST split: 4,500 beats, or those of them whose class is known.</summary>
    Test,

    /// <summary>Beats of TEST known to be abnormal, exact class unknown; absent where TEST is complete.</summary>
    TestAbnormalUnknown,
}
