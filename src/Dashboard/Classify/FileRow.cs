using EcgStream.Signal.Beats;

namespace EcgStream.Dashboard.Classify;

/// <summary>A row of a classified file, as the results table shows it.</summary>
/// <param name="Line">Line in the file, from 1.</param>
/// <param name="Truth">Class that the file states; Unknown where it states none.</param>
/// <param name="Class">Combined class.</param>
/// <param name="Probability">Its probability.</param>
/// <param name="Score">Reconstruction error over threshold.</param>
/// <param name="Disagree">The models contradict each other on normal or not.</param>
/// <param name="Dnn">The DNN's class.</param>
/// <param name="Lstm">The LSTM's class.</param>
/// <param name="Cnn">The CNN's class.</param>
public sealed record FileRow(
    int Line, BeatClass Truth, BeatClass Class, float Probability, float Score, bool Disagree, BeatClass Dnn, BeatClass Lstm, BeatClass Cnn);
