namespace EcgStream.Signal.Detection;

/// <summary>The measures of a candidate: all without unit, so the same for every patient, lead and gain.</summary>
internal static class CandidateFeatures
{
    public const int
        Height = 0, // log of the envelope, all leads together, in units of the running beat
        Crest = 1, // log of the envelope in units of what lies between beats
        OverNoisePeaks = 2, // log of the envelope in units of the running refused peak
        Correlation = 3, // with the best established form, all leads together
        LowestCorrelation = 4, // of the lead that fits worst
        HighestCorrelation = 5, // of the lead that fits best
        AmplitudeError = 6, // |log| of the amplitude in units of the form's
        Slope = 7, // log of the steepest slope in units of the running beat's: T waves are slow
        LowestLead = 8, // log of the envelope of the lead that agrees least
        HighestLead = 9, // … and most
        Seconds = 10, // since the last beat, at most 2
        TWave = 11, // 0.36 s minus that, at least 0
        Intervals = 12, // the same in units of the running RR interval, at most 3
        OnTime = 13, // 1 when it comes just when expected
        Noise = 14, // log of what lies between beats in units of the running beat
        OverPrevious = 15, // log of the envelope in units of its largest value 67 to 350 ms before
        HasForm = 16, // 1 when a form is established
        Irregularity = 17, // running |log| of RR in units of the running RR interval
        Lock = 18, // running correlation of accepted beats
        Rate = 19, // log of the running RR interval in units of 0.8 s
        LastHeight = 20, // Height of the last accepted beat
        Sharpness = 21, // Slope minus Height
        Refractory = 22, // 0.26 s minus the time since the last beat, at least 0
        BestRefused = 23, // log of the highest peak refused since the last beat
        LastCrest = 24; // running Crest of accepted beats

    /// <summary>Number of measures.</summary>
    public const int Count = 25;
}
