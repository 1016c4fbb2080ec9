using System.Buffers.Binary;
using EcgStream.History.Recent;

namespace EcgStream.History.Tests.Recent;

public sealed class RecentRowsTests
{
    private readonly RowBlocks _blocks = new();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(RowBlock.Capacity, RowBlock.Capacity)]
    [InlineData(9, 4)]
    [InlineData(9, 9)]
    public void Remove_SomeOfTheFirst_LeavesTheOthersInOrder(int added, int removed)
    {
        var rows = new RecentRows(_blocks);
        var next = 0L;
        Queue<long> expected = [];
        for (var round = 0; round < 5; round++)
        {
            rows.Add(Rows(next, added));
            for (var i = 0; i < added; i++) expected.Enqueue(next++);
            rows.Remove(removed);
            for (var i = 0; i < removed; i++) expected.Dequeue();
            Assert.Equal(expected, BeatsOf(rows.ToArray()));
            Assert.Equal(expected, BlockByBlock(rows));
            Assert.Equal(expected.Count, rows.Count);
        }
    }

    [Fact]
    public void Add_WhatOthersHaveGivenBack_HoldsNothingOfTheirs()
    {
        var (one, other) = (new RecentRows(_blocks), new RecentRows(_blocks));
        one.Add(Rows(0, 10));
        other.Add(Rows(100, 3));
        one.Remove(10);
        other.Add(Rows(103, 7));
        one.Add(Rows(10, 2));

        Assert.Equal([10, 11], BeatsOf(one.ToArray()));
        Assert.Equal(Enumerable.Range(100, 10).Select(i => (long)i), BeatsOf(other.ToArray()));
    }

    [Fact]
    public void AddAndRemove_RoundAfterRound_AllocatesNothing()
    {
        var rows = new RecentRows(_blocks);
        var batch = Rows(0, 30);
        Round(); // its blocks, once
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) Round();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Round()
        {
            rows.Add(batch);
            rows.Remove(30);
        }
    }

    private static byte[] Rows(long first, int count)
    {
        var rows = new byte[count * RecentRow.Length];
        for (var i = 0; i < count; i++) BinaryPrimitives.WriteInt64LittleEndian(rows.AsSpan(i * RecentRow.Length), first + i);
        return rows;
    }

    private static List<long> BlockByBlock(RecentRows rows)
    {
        List<long> beats = [];
        for (var block = rows.First; block is not null; block = block.Next) beats.AddRange(BeatsOf(block.Rows));
        return beats;
    }

    private static List<long> BeatsOf(ReadOnlySpan<byte> rows)
    {
        List<long> beats = [];
        for (; rows.Length > 0; rows = rows[RecentRow.Length..]) beats.Add(RecentRow.BeatOf(rows));
        return beats;
    }
}
