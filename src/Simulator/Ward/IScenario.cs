namespace EcgStream.Simulator.Ward;

/// <summary>A course of illness: a pure function of patient and beat number.</summary>
public interface IScenario
{
    /// <summary>Name as on the command line, e.g. <c>ventricular-tachycardia</c>.</summary>
    string Name { get; }

    /// <summary>One line for people who choose among scenarios.</summary>
    string Description { get; }

    /// <summary>Beat <paramref name="beat"/> (0-based since admission) of patient <paramref name="patient"/>.</summary>
    ScenarioBeat At(ulong seed, int patient, long beat);

    /// <summary>What reaches the electrodes of a beat that was drawn: noise, a changed amplitude. As pure as <see cref="At"/>.</summary>
    /// <param name="samples">float[140] as drawn, z-score units; not to be written into.</param>
    /// <returns>The same array when nothing changes.</returns>
    float[] Shape(float[] samples, ulong seed, int patient, long beat) => samples;
}
