namespace EcgStream.Signal.Formats.Edf;

/// <summary>An annotation of an EDF+ file.</summary>
/// <param name="OnsetSeconds">When it begins, in seconds from the first sample; less than 0 before it.</param>
/// <param name="DurationSeconds">How long it lasts; null where not stated.</param>
/// <param name="Text">What it says.</param>
public readonly record struct EdfAnnotation(double OnsetSeconds, double? DurationSeconds, string Text);
