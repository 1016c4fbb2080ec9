using EcgStream.Signal.Formats.Wfdb;

namespace EcgStream.Signal.Tests.Formats.Wfdb;

public sealed class WfdbAnnotationsTests : IDisposable
{
    private readonly RecordFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WriteAndRead_EveryField_ComesBack()
    {
        WfdbAnnotation[] annotations =
        [
            new(0, WfdbCode.Normal), new(1_023, WfdbCode.Ventricular, Subtype: -1), new(2_047, WfdbCode.Rhythm, Aux: "(AFIB"),
            new(2_047, WfdbCode.Note, Channel: 1, Aux: "odd"), new(2_048, WfdbCode.Normal, 3, 1, -7), new(3_000_000_000, WfdbCode.Normal, 0, 255, -7),
            new(3_000_000_001, 0), new(3_000_009_001, 0, Aux: new string('é', 255)), new(9_000_000_000, 49),
        ];
        WfdbAnnotations.Write(_folder.At("a.atr"), annotations);
        Assert.Equal(annotations, WfdbAnnotations.Read(_folder.At("a.atr")));
        Assert.Equal(annotations, WfdbAnnotations.Read(_folder.At("a.atr"), 9_000_000_001));
    }

    [Fact]
    public void Read_WordsOfTheFormat_AreUnderstood()
    {
        // N after 18; SKIP 65,536 and V after 2, with SUB −1, CHN 1, NUM 5 and AUX "ab\0" of three bytes; N after 1.
        _folder.Bytes("a.atr", Words(1 << 10 | 18, 59 << 10, 1, 0, 5 << 10 | 2, 61 << 10 | 0xFF, 62 << 10 | 1, 60 << 10 | 5, 63 << 10 | 3, 'b' << 8 | 'a', 0, 1 << 10 | 1, 0));
        Assert.Equal(
            [new(18, 1), new(65_556, 5, -1, 1, 5, "ab"), new(65_557, 1, 0, 1, 5)],
            WfdbAnnotations.Read(_folder.At("a.atr")));
    }

    [Fact]
    public void Read_WhatComesBehindTheEndMark_IsNotRead()
    {
        _folder.Bytes("a.atr", Words(1 << 10 | 18, 0, 1 << 10 | 18));
        Assert.Equal([new(18, 1)], WfdbAnnotations.Read(_folder.At("a.atr")));
    }

    [Theory]
    [InlineData("byte 0")] // an empty file has no end mark
    [InlineData("byte 2", 1 << 10 | 18)]
    [InlineData("byte 0", 60 << 10 | 5, 0)]
    [InlineData("byte 0", 50 << 10 | 5, 0)]
    [InlineData("byte 2", 1 << 10 | 18, 59 << 10, 0xFFFF, 0xFFF0, 1 << 10, 0)] // a step back of 16
    [InlineData("byte 4", 1 << 10 | 18, 59 << 10)]
    [InlineData("byte 4", 1 << 10 | 18, 63 << 10 | 9)]
    [InlineData("byte 2", 1 << 10 | 18, 63 << 10 | 300, 0)]
    [InlineData("byte 2", 1 << 10 | 18, 1 << 10 | 1_000, 0)] // beyond the end: the record has 1,000 samples
    public void Read_BrokenFile_NamesThePlace(string place, params int[] words)
    {
        _folder.Bytes("a.atr", Words(words));
        var error = RecordFolder.Error(() => WfdbAnnotations.Read(_folder.At("a.atr"), 1_000));
        Assert.Equal(("a.atr", place), (error.File, error.Place));
    }

    [Fact]
    public void Read_HalfAWord_IsAnError()
    {
        _folder.Bytes("a.atr", 18, 4, 0);
        Assert.Equal("byte 3", RecordFolder.Error(() => WfdbAnnotations.Read(_folder.At("a.atr"))).Place);
    }

    [Fact]
    public void Read_AbsentFile_IsAnError() => Assert.Equal("opening", RecordFolder.Error(() => WfdbAnnotations.Read(_folder.At("a.atr"))).Place);

    [Fact]
    public void Write_WhatCannotBeStored_IsTheCallersError()
    {
        var stream = new MemoryStream();
        Assert.Throws<ArgumentException>(() => WfdbAnnotations.Write(stream, [new(5, 1), new(4, 1)]));
        Assert.Throws<ArgumentException>(() => WfdbAnnotations.Write(stream, [new(5, 50)]));
        Assert.Throws<ArgumentException>(() => WfdbAnnotations.Write(stream, [new(0, 0)]));
        Assert.Throws<ArgumentException>(() => WfdbAnnotations.Write(stream, [new(0, 1, Aux: new string('x', 256))]));
        Assert.Throws<ArgumentException>(() => WfdbAnnotations.Write(stream, [new(0, 1, Aux: "→")]));
    }

    [Theory]
    [InlineData('N', 1)]
    [InlineData('/', 12)]
    [InlineData('~', 14)]
    [InlineData('+', 28)]
    [InlineData('!', 31)]
    [InlineData('[', 32)]
    [InlineData(']', 33)]
    [InlineData('e', 34)]
    [InlineData('f', 38)]
    [InlineData('r', 41)]
    public void Mnemonic_OfCode_IsThatOfTheFormat(char mnemonic, byte code) =>
        Assert.Equal((mnemonic, code), (WfdbCode.MnemonicOf(code), WfdbCode.Of(mnemonic)));

    private static byte[] Words(params int[] words) => [.. words.SelectMany(word => new[] { (byte)word, (byte)(word >> 8) })];
}
