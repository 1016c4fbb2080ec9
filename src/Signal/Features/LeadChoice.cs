namespace EcgStream.Signal.Features;

/// <summary>The two leads that are judged.</summary>
/// <param name="First">Index of lead 1.</param>
/// <param name="Second">Index of lead 2; −1 where there is none.</param>
public readonly record struct LeadChoice(int First, int Second)
{
    // Modified lead II shows the P wave best and is lead 1 in training; V1 is its usual partner there.
    private static readonly string[] FirstNames = ["MLII", "ML2", "II"];
    private static readonly string[] SecondNames = ["V1", "MCL1", "V2", "V4", "V5", "V"];

    /// <summary>Chooses by name; leads without a known name are taken in their order.</summary>
    public static LeadChoice Of(SignalFormat format)
    {
        var first = Find(format, FirstNames, except: -1);
        if (first < 0) first = 0;
        var second = Find(format, SecondNames, first);
        if (second < 0 && format.LeadCount > 1) second = first == 0 ? 1 : 0;
        return new(first, second);
    }

    private static int Find(SignalFormat format, string[] names, int except)
    {
        foreach (var name in names)
            for (var lead = 0; lead < format.LeadCount; lead++)
                if (lead != except && format.LeadNames[lead].Trim().Equals(name, StringComparison.OrdinalIgnoreCase)) return lead;
        return -1;
    }
}
