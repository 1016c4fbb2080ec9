using Orleans;

namespace EcgStream.Contracts.Patients;

/// <summary>What is known of a patient's signal now.</summary>
[GenerateSerializer]
public enum PatientSignal : byte
{
    /// <summary>Beats come, or nothing speaks against it.</summary>
    Present = 0,

    /// <summary>The producer watches and finds no beat: asystole.</summary>
    NoBeat = 1,

    /// <summary>A lead is off.</summary>
    LeadOff = 2,

    /// <summary>The producer has fallen silent.</summary>
    Lost = 3,

    /// <summary>The producer has stopped on purpose.</summary>
    Standby = 4,
}
