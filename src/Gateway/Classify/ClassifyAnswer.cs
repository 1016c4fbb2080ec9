namespace EcgStream.Gateway.Classify;

/// <summary>Verdicts on the beats of a request, in their order.</summary>
/// <param name="ModelSet">Version of the model set that judged.</param>
/// <param name="Beats">One verdict a beat.</param>
public sealed record ClassifyAnswer(string ModelSet, IReadOnlyList<BeatAnswer> Beats);
