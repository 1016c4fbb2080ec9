namespace EcgStream.Dashboard.Live;

/// <summary>Times as the viewer's own clock shows them; UTC until the browser has told its offset. One a circuit.</summary>
public sealed class ViewerClock(TimeProvider time)
{
    private TimeSpan offset;

    /// <summary>The present.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Takes the browser's offset from UTC; nonsense is ignored.</summary>
    public void SetUtcOffset(int minutes)
    {
        if (Math.Abs(minutes) <= 14 * 60)
            offset = TimeSpan.FromMinutes(minutes);
    }

    /// <summary>"10:32:07", with the date before it when it is not today.</summary>
    public string Show(DateTimeOffset at)
    {
        var local = at.ToOffset(offset);
        return local.Date == Now.ToOffset(offset).Date ? $"{local:HH:mm:ss}" : $"{local:yyyy-MM-dd HH:mm:ss}";
    }

    /// <summary>"now" below a second, then "12 s", "4 min", "3 h", "5 d"; a time ahead of now counts as now.</summary>
    public string Age(DateTimeOffset since)
    {
        var age = Now - since;
        return age.TotalSeconds switch
        {
            < 1 => "now",
            < 60 => $"{(int)age.TotalSeconds} s",
            < 3600 => $"{(int)age.TotalMinutes} min",
            < 86400 => $"{(int)age.TotalHours} h",
            _ => $"{(int)age.TotalDays} d",
        };
    }
}
