using EcgStream.Contracts.Patients;
using EcgStream.Dashboard.Ward;
using EcgStream.Signal.Alarms;
using EcgStream.Signal.Beats;

namespace EcgStream.Dashboard.Tests.Ward;

public sealed class WardListTests
{
    private static readonly PatientStatus Plain = new(
        "p", "1", 0, 10, DateTimeOffset.UnixEpoch, 70, BeatClass.Normal, 0.99f, 0.3f, null, AlarmPriority.Event, true, DateTimeOffset.UnixEpoch);

    [Fact]
    public void Select_ByAlarm_MostUrgentThenStaleThenBed()
    {
        PatientStatus[] ward =
        [
            Plain with { PatientId = "calm10", Bed = "10" },
            Plain with { PatientId = "calm9", Bed = "9" },
            Plain with { PatientId = "stale", Bed = "20", Live = false },
            Plain with { PatientId = "low", Bed = "3", Alarm = "run", AlarmPriority = AlarmPriority.Low },
            Plain with { PatientId = "high", Bed = "30", Alarm = "VT", AlarmPriority = AlarmPriority.High },
        ];

        Assert.Equal(["high", "low", "stale", "calm9", "calm10"], Ids(ward, "", WardOrder.Alarm));
    }

    [Fact]
    public void Select_ByRate_PatientsWithoutRateLast()
    {
        PatientStatus[] ward = [Plain with { PatientId = "none", HeartRate = null }, Plain with { PatientId = "slow", HeartRate = 40 }, Plain with { PatientId = "fast", HeartRate = 160 }];

        Assert.Equal(["fast", "slow", "none"], Ids(ward, null, WardOrder.Rate));
    }

    [Fact]
    public void Select_ByAnomaly_PatientsWithoutBeatsLast()
    {
        PatientStatus[] ward = [Plain with { PatientId = "new", Beats = 0, AnomalyScore = 9 }, Plain with { PatientId = "usual" }, Plain with { PatientId = "odd", AnomalyScore = 2 }];

        Assert.Equal(["odd", "usual", "new"], Ids(ward, null, WardOrder.Anomaly));
    }

    [Theory]
    [InlineData("r-on-t", "b")]
    [InlineData("VT", "a")]
    [InlineData("7 b", "b")]
    [InlineData("nobody", "")]
    public void Select_Search_EachWordIsFoundSomewhere(string search, string expected)
    {
        PatientStatus[] ward = [Plain with { PatientId = "a", Bed = "5", Alarm = "vt 6 beats" }, Plain with { PatientId = "b", Bed = "7", LastClass = BeatClass.ROnTPvc }];

        Assert.Equal(expected, string.Concat(Ids(ward, search, WardOrder.Bed)));
    }

    private static IEnumerable<string> Ids(PatientStatus[] ward, string? search, WardOrder order) =>
        WardList.Select(ward, search, order, patient => !patient.Live).Select(patient => patient.PatientId);
}
