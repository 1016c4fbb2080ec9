namespace EcgStream.Signal.Formats;

/// <summary>File formats in which ECG5000 is handed around.</summary>
public enum FileFormat : byte
{
    /// <summary><c>.ts</c> of sktime/aeon: header lines with # or @, then <c>v1,…,v140:class</c>.</summary>
    Ts,

    /// <summary><c>.arff</c> of Weka: @attribute, @data, % comments; class last.</summary>
    Arff,

    /// <summary><c>.txt</c> of the UCR archive: white space between values, class first.</summary>
    Txt,

    /// <summary><c>.csv</c>: commas, an optional header row, class first or last.</summary>
    Csv,

    /// <summary><c>.tsv</c> of the UCR archive: tabs, an optional header row, class first or last.</summary>
    Tsv,
}
