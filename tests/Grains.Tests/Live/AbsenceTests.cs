using EcgStream.Grains.Live;
using Microsoft.Extensions.Time.Testing;

namespace EcgStream.Grains.Tests.Live;

public sealed class AbsenceTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void IsInDoubt_TickedInTime_Never()
    {
        var absence = new Absence(_time);
        for (var second = 0; second < 60; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.False(absence.IsInDoubt);
            Assert.False(absence.Tick());
        }
    }

    [Fact]
    public void IsInDoubt_AwayForLong_BeforeAnybodyTicksAndForSecondsAfter()
    {
        var absence = new Absence(_time);
        _time.Advance(TimeSpan.FromSeconds(40));
        Assert.True(absence.IsInDoubt);
        Assert.True(absence.Tick());
        for (var second = 0; second < 8; second++)
        {
            Assert.True(absence.IsInDoubt);
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.False(absence.Tick());
        }

        Assert.False(absence.IsInDoubt);
    }

    [Fact]
    public void Begin_AfterALongStart_IsNoAbsence()
    {
        var absence = new Absence(_time);
        _time.Advance(TimeSpan.FromSeconds(40));
        absence.Begin();
        Assert.False(absence.Tick());
        Assert.False(absence.IsInDoubt);
    }
}
