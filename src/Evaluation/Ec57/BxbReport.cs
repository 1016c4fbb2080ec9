using System.Globalization;
using EcgStream.Signal.Beats;

namespace EcgStream.Evaluation.Ec57;

/// <summary>Writes a comparison in the line formats of WFDB's bxb (options -L and -S), so that both can be laid side by side.</summary>
public static class BxbReport
{
    private const int O = BeatMatrix.O;
    private const int X = BeatMatrix.X;

    /// <summary>Head of the beat-by-beat table.</summary>
    public const string LineHead =
        "Record Nn' Sn' Vn' Fn' On'  Ns  Ss  Vs  Fs' Os' Nv  Sv   Vv  Fv' Ov' No' So' Vo' Fo'  Q Se   Q +P   V Se   V +P   S Se   S +P RR err";

    /// <summary>
    /// One record of the beat-by-beat table. A prime stands for groups counted together: n' is n, f and q; F' is F and Q; O' is
    /// O and X.
    /// </summary>
    public static string Line(string record, BeatComparison comparison)
    {
        var m = comparison.Matrix;
        long Fusions(int column) => m.Sum(3, O, column, column + 1);
        long Absent(int column) => m.Sum(O, X + 1, column, column + 1);
        long Normal(int row, int rowEnd) => m.Sum(row, rowEnd, 0, 1) + m.Sum(row, rowEnd, 3, O);
        long[] counts =
        [
            Normal(0, 1), Normal(1, 2), Normal(2, 3), Normal(3, O), Normal(O, X + 1),
            m[0, 1], m[1, 1], m[2, 1], Fusions(1), Absent(1),
            m[0, 2], m[1, 2], m[2, 2], Fusions(2), Absent(2),
            m.Sum(0, 1, O, X + 1), m.Sum(1, 2, O, X + 1), m.Sum(2, 3, O, X + 1), m.Sum(3, O, O, X + 1),
        ];
        int[] widths = [4, 3, 3, 4, 3, 3, 4, 3, 3, 3, 3, 3, 4, 3, 3, 3, 3, 3, 3];
        var line = $" {record,-5}";
        for (var i = 0; i < counts.Length; i++) line += counts[i].ToString(CultureInfo.InvariantCulture).PadLeft(widths[i]) + " ";
        return line + string.Join(' ', new[]
        {
            m.Sensitivity, m.PositivePredictivity, m.SensitivityOf(AamiGroup.V), m.PositivePredictivityOf(AamiGroup.V),
            m.SensitivityOf(AamiGroup.S), m.PositivePredictivityOf(AamiGroup.S),
        }.Select(Percent)) + $" {Fixed(comparison.RrErrorRms)}";
    }

    /// <summary>Head of the shutdown table.</summary>
    public const string ShutdownHead = "Record Nx   Sx   Vx   Fx   Qx  % beats  % N    % S    % V    % F   Total Shutdown";

    /// <summary>One record of the shutdown table; at the end the reference's beats of N, S, V, F and Q.</summary>
    public static string Shutdown(string record, BeatComparison comparison)
    {
        var m = comparison.Matrix;
        var groups = Enum.GetValues<AamiGroup>();
        var lost = groups.Select(group => m[(int)group, X]).ToArray();
        var all = groups.Select(group => m.ReferenceCount(group)).ToArray();
        var line = $" {record,-4}" + string.Concat(lost.Select(count => $"{count,4} "));
        line += $"  {Percent(BeatMatrix.Ratio(lost.Sum(), all.Sum()))}";
        foreach (var group in groups[..4]) line += $" {Percent(BeatMatrix.Ratio(lost[(int)group], all[(int)group]))}";
        return line + string.Create(CultureInfo.InvariantCulture, $" {comparison.ShutdownSeconds,4:0} seconds {string.Join(' ', all)}");
    }

    /// <summary>The full matrix and its figures, as bxb prints for one record.</summary>
    public static string Standard(BeatComparison comparison)
    {
        var m = comparison.Matrix;
        var text = new StringWriter { NewLine = "\n" };
        text.WriteLine("        n    s    v    f    q    o    x");
        for (var row = 0; row <= X; row++)
        {
            text.Write($" {"NSVFQOX"[row]} |");
            for (var column = 0; column < (row < O ? X + 1 : O); column++) text.Write($" {m[row, column],4}");
            text.WriteLine();
        }
        Figure("QRS sensitivity", m.Found, m.Found + m.Missed);
        Figure("QRS positive predictivity", m.Found, m.Found + m.Extra);
        Figure("VEB sensitivity", m[AamiGroup.V, AamiGroup.V], m.ReferenceCount(AamiGroup.V));
        Figure("VEB positive predictivity", m[AamiGroup.V, AamiGroup.V], m.NamedCount(AamiGroup.V));
        Figure("SVEB sensitivity", m[AamiGroup.S, AamiGroup.S], m.ReferenceCount(AamiGroup.S));
        Figure("SVEB positive predictivity", m[AamiGroup.S, AamiGroup.S], m.NamedCount(AamiGroup.S));
        text.WriteLine($"{"RMS RR interval error",26}: {Fixed(comparison.RrErrorRms),6} ms");
        return text.ToString();

        void Figure(string name, long part, long whole) =>
            text.WriteLine($"{name,26}: {(whole == 0 ? "   -  " : Percent(BeatMatrix.Ratio(part, whole)) + "%")} ({part}/{whole})");
    }

    private static string Percent(double ratio) => double.IsNaN(ratio) ? "     -" : Fixed(100 * ratio).PadLeft(6);

    private static string Fixed(double value) => double.IsNaN(value) ? "-" : value.ToString("F2", CultureInfo.InvariantCulture);
}
