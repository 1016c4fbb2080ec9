namespace EcgStream.Evaluation.MitBih;

/// <summary>Figures of others on MIT-BIH, as published, or as their program gives them under the same comparison.</summary>
internal static class PublishedEcgFigures
{
    /// <summary>QRS detectors: name, Se and +P in percent over 48 records, where from.</summary>
    public static IReadOnlyList<(string Name, double Se, double Ppv, string Source)> Detectors { get; } =
    [
        ("gqrs", 99.74, 99.72, "WFDB 10.7, compared with bxb"),
        ("wqrs", 99.79, 98.79, "WFDB 10.7, compared with bxb"),
        ("sqrs", 98.83, 99.36, "WFDB 10.7, compared with bxb"),
        ("Pan-Tompkins", 98.9, 99.1, "as usually reimplemented"),
        ("Kim and Shin", 99.90, 99.91, "published 2016"),
    ];

    /// <summary>gqrs with muscle artifact: record, dB, Se (NaN where not known) and +P in percent.</summary>
    public static IReadOnlyList<(string Record, double SnrDb, double Se, double Ppv)> GqrsWithMuscleArtifact { get; } =
    [
        ("118", 6, 99.5, 77.4), ("119", 6, 99.3, 72.0), ("118", 0, double.NaN, 63.0),
    ];

    /// <summary>Classifiers, DS1 to DS2 with the reference's R peaks: V and S in percent, accuracy as a fraction; NaN where not published.</summary>
    public static IReadOnlyList<(string Name, double Accuracy, double VSe, double VPpv, double SSe, double SPpv)> Classifiers { get; } =
    [
        ("de Chazal et al., 2004", double.NaN, 77.7, 81.9, 75.9, 38.5),
        ("Llamedo and Martínez, 2011", double.NaN, 81, 87, 77, 39),
        ("Mondéjar-Guerra et al., 2019", 0.945, 94.7, 93.9, 78, 50),
        ("Farag, 2023", double.NaN, 96.3, double.NaN, 85.3, double.NaN),
    ];
}
