namespace EcgStream.Gateway.Patients;

/// <summary>Something was done.</summary>
/// <param name="PatientId">Patient.</param>
/// <param name="Act">What.</param>
/// <param name="By">Who did it.</param>
public sealed record ActAnswer(string PatientId, string Act, string By);
