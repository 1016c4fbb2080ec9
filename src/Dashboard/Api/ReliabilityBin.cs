namespace EcgStream.Dashboard.Api;

/// <summary>Answers whose stated probability lies in one bin: their mean stated probability, and the share of them that is right.</summary>
public readonly record struct ReliabilityBin(double Low, double High, int Beats, double Share, double Confidence, double Accuracy);
