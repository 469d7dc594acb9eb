"""Official documents written out: one structure, the layout of Nghị định 30/2020/NĐ-CP, as Word, Excel and PDF."""
