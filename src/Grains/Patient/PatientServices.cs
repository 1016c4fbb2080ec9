using EcgStream.Grains.Live;
using EcgStream.History;
using EcgStream.Inference;
using Microsoft.Extensions.Logging;

namespace EcgStream.Grains.Patient;

/// <summary>What every patient of a silo shares.</summary>
public sealed record PatientServices(
    IBeatInference Inference, IHistory History, SiloBoard Board, TimeProvider Time, ILogger<PatientGrain> Log);
