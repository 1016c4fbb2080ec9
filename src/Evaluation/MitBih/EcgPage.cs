using System.Text;
using EcgStream.Inference.Evaluation;

namespace EcgStream.Evaluation.MitBih;

/// <summary>Writes docs/ecg.md from a report, so that no figure in it is typed by hand.</summary>
public static class EcgPage
{
    /// <summary>The page, Markdown.</summary>
    public static string Write(MitBihReport report)
    {
        var page = new StringBuilder();
        page.Append($"""
            # Continuous ECG: accuracy on MIT-BIH

            Written by `./ecgstream evaluate`; do not edit. Research and simulation; not for clinical use.

            Data: {MitBihReport.DataName}, {report.Records.Count} records (`--records {report.Set.Name}`), SHA-256 of their signals and reference annotations {report.Sha256}. {(report.ModelSet is null ? "The detector alone was evaluated." : $"Model set {report.ModelSet}.")}

            ## How it is measured

            The comparison is ANSI/AAMI EC57's, beat by beat: from 5:00 to the end of a record, two beats match within 150 ms. Beats that the detector finds in ventricular flutter (record 207) do not count. The comparator is held to the output of WFDB's `bxb` on all 48 records by a test.
            Se is sensitivity, +P positive predictivity. Gross figures count every beat the same, average figures every record.
            Groups are EC57's: N (N L R e j), S (A a J S n), V (V E), F (F), Q (/ f Q). As `bxb` does, +P of V leaves out beats whose reference is F or Q, and +P of S those whose reference is Q. Accuracy is the share of the reference's N, S, V and F beats that are found and named right: missed beats count as wrong. Records 102, 104, 107 and 217 are paced and have no figures for groups.
            DS1 is the half for fitting, DS2 the half for testing (de Chazal et al., 2004). Each look at DS2 is logged in `training/test-log.md`.

            """);
        Append(page, "QRS detection", MitBihTables.Detection(report));
        page.Append($"\nWorst records (missed, extra): {MitBihTables.Worst(report)}.\n\nOthers:\n\n");
        MitBihTables.OtherDetectors().AppendMarkdown(page);
        if (report.Noise.Count > 0)
        {
            Append(page, "QRS detection with noise", MitBihTables.Noise(report));
            page.Append("""

                Noise of the MIT-BIH Noise Stress Test Database is added to both leads from 5:00 on, two minutes with and two without by turns, by the definitions of WFDB's `nst`: signal power is the squared mean peak-to-peak amplitude of the QRS complexes divided by 8, noise power the squared mean RMS of the noise. The figures cover the whole test period, with and without noise.

                """);
        }
        if (report.ModelSet is not null)
        {
            Append(page, "Beat groups", MitBihTables.Classes(report));
            page.Append("\nMost S beats of DS2 are in record 232, where they are the rule: S is given with and without it.\n\nOthers:\n\n");
            MitBihTables.OtherClassifiers().AppendMarkdown(page);
            Append(page, "S, V and F of each record, own detector", MitBihTables.RecordClasses(report));
        }
        Append(page, "QRS detection of each record", MitBihTables.Records(report));
        page.Append("""

            Cite: Moody and Mark, IEEE Eng Med Biol 20(3):45 (2001); Moody, Muldrow and Mark, Computers in Cardiology 11:381 (1984); Goldberger et al., Circulation 101(23):e215 (2000).

            """);
        return page.ToString();
    }

    private static void Append(StringBuilder page, string heading, FigureTable table)
    {
        page.Append($"\n## {heading}\n\n");
        table.AppendMarkdown(page);
    }
}
