using EcgStream.Contracts.Patients;

namespace EcgStream.Gateway.Live;

/// <summary>Finds what is new in the ward since a viewer last got it: the first time all, then the changes.</summary>
internal sealed class WardChanges
{
    private Dictionary<string, PatientStatus> _before = new(StringComparer.Ordinal);

    /// <summary>The changes; empty when there are none, which still tells the viewer that the ward is alive.</summary>
    public PatientStatus[] Since(IReadOnlyList<PatientStatus> ward)
    {
        var now = new Dictionary<string, PatientStatus>(ward.Count, StringComparer.Ordinal);
        var changed = new List<PatientStatus>();
        foreach (var status in ward)
        {
            now[status.PatientId] = status;
            if (!_before.TryGetValue(status.PatientId, out var before) || before != status) changed.Add(status);
        }

        _before = now;
        return [.. changed];
    }
}
