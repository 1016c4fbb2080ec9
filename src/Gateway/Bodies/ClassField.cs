using EcgStream.Signal.Beats;

namespace EcgStream.Gateway.Bodies;

/// <summary>Reads the query parameter that names a class of beats.</summary>
internal static class ClassField
{
    public const string Description = "A class: its number 1…5, its name (R-on-T PVC) or its identifier (ROnTPvc).";

    public static BeatClass? Class(this Query query)
    {
        if (query.Text("class") is not { } text) return null;
        foreach (var known in BeatClassNames.All)
        {
            if (text.Equals(known.Name(), StringComparison.OrdinalIgnoreCase) ||
                text.Equals(known.ToString(), StringComparison.OrdinalIgnoreCase) ||
                text == ((int)known).ToString(System.Globalization.CultureInfo.InvariantCulture)) return known;
        }

        query.Errors.Add("class", $"must be 1…5 or one of {string.Join(", ", BeatClassNames.All.Select(c => c.Name()))}.");
        return null;
    }
}
