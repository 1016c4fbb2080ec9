namespace EcgStream.Grains;

/// <summary>How patients' grains behave.</summary>
public sealed class PatientOptions
{
    /// <summary>True (the default, as in simulation): the first chunk of an unknown patient admits it. False: it is refused.</summary>
    public bool AdmitUnknown { get; set; } = true;

    /// <summary>Beats a patient may be ahead of its watermark before chunks are answered Busy, 1…1,000; 150 are 30 s at the shortest RR interval.</summary>
    public int MaxUnstoredBeats { get; set; } = 150;

    /// <summary>How long to wait before a batch that History did not take is offered again.</summary>
    public TimeSpan StoreRetry { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>A connected producer that has been silent for so long is a technical alarm (signal lost).</summary>
    public TimeSpan SignalLost { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Beats that have waited for so long without any verdict are a technical alarm (analysis stopped).</summary>
    public TimeSpan AnalysisStopped { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an audio pause lasts (IEC 60601-1-8 and vendors: two minutes).</summary>
    public TimeSpan AudioPause { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Beats that have been missing for so long, while later ones wait for them, are a technical alarm.</summary>
    public TimeSpan GapAlarm { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Beats that have been missing for so long are given up: they become a recorded hole and the watermark passes.</summary>
    public TimeSpan GapGiveUp { get; set; } = TimeSpan.FromSeconds(30);
}
