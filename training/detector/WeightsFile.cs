using System.Globalization;
using System.Text;

namespace EcgStream.DetectorFit;

/// <summary>Writes the weights as the source file that the detector is built with.</summary>
internal static class WeightsFile
{
    public static void Write(string path, float[] weights)
    {
        var text = new StringBuilder("""
            namespace EcgStream.Signal.Detection;

            /// <summary>Weights of the discriminant. Written by training/detector; do not edit.</summary>
            internal static class CandidateWeights
            {
                /// <summary>As <see cref="CandidateScorer"/> reads them.</summary>
                public static readonly float[] Values =
                [

            """.ReplaceLineEndings("\n"));
        foreach (var row in weights.Chunk(12))
            text.Append("        ").AppendJoin(", ", row.Select(static value => value.ToString("R", CultureInfo.InvariantCulture) + "f")).Append(",\n");
        File.WriteAllText(path, text.Append("    ];\n}\n").ToString());
    }
}
