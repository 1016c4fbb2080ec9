namespace EcgStream.Simulator.Ward;

/// <summary>A course of illness: a pure function of patient and beat number.</summary>
public interface IScenario
{
    /// <summary>Name as on the command line, e.g. <c>ventricular-tachycardia</c>.</summary>
    string Name { get; }

    /// <summary>Beat <paramref name="beat"/> (0-based since admission) of patient <paramref name="patient"/>.</summary>
    ScenarioBeat At(ulong seed, int patient, long beat);
}
