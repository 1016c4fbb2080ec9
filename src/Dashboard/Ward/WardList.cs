using EcgStream.Contracts.Patients;
using EcgStream.Signal.Beats;

namespace EcgStream.Dashboard.Ward;

/// <summary>Which patients the ward page lists, and in which order.</summary>
public static class WardList
{
    /// <summary>
    /// Patients of whom each word of <paramref name="search"/> is found in bed, id, alarm or class. Equal ones stay by bed,
    /// so that rows do not jump about.
    /// </summary>
    /// <param name="isStale">Tells whether a patient's figures are not live.</param>
    public static List<PatientStatus> Select(
        IEnumerable<PatientStatus> patients, string? search, WardOrder order, Func<PatientStatus, bool> isStale)
    {
        var words = (search ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var byBed = patients.Where(patient => words.All(word => Matches(patient, word)))
            .OrderBy(patient => patient.Bed is null)
            .ThenBy(patient => patient.Bed ?? patient.PatientId, BedComparer.Instance)
            .ThenBy(patient => patient.PatientId, BedComparer.Instance);
        IEnumerable<PatientStatus> ordered = order switch
        {
            WardOrder.Alarm => byBed.ToList().OrderByDescending(patient => patient.Alarm is null ? -1 : (int)patient.AlarmPriority).ThenByDescending(isStale),
            WardOrder.Rate => byBed.ToList().OrderByDescending(patient => patient.HeartRate ?? -1),
            WardOrder.Anomaly => byBed.ToList().OrderByDescending(patient => patient.Beats == 0 ? -1 : patient.AnomalyScore),
            _ => byBed,
        };
        return [.. ordered];
    }

    private static bool Matches(PatientStatus patient, string word) =>
        Has(patient.PatientId, word) || Has(patient.Bed, word) || Has(patient.Alarm, word) || Has(patient.LastClass.Name(), word);

    private static bool Has(string? text, string word) => text?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;
}
