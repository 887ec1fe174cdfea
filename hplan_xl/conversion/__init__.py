"""Documents of earlier plans -> filled templates to look through.

    headings   what the headings of a table mean, by the book's own titles and aliases
    tables     a plan's tables on the pages -> rows, each with its cells by column
    headed_text a document without such a table -> the same rows, from headings and the paragraphs under them
    lines      the paragraphs of a cell -> an area with its promises, activities, follow-up
    statuses   what stands and lies in a status cell -> a status, a doubt or a question
    free_pages the pages Resultat, Utmaningar and Årshjul, and answers that stand in running text; the sheets of a
               workbook of a group's own -> tables and the text outside them
    plan_pages which plans a document holds: one, or one a group whose name stands over pages or in rows; whose each is
               and for when, as far as the document says
    areas      the rows -> the areas that they begin, go on with or refer to
    area_records an area with its rows -> its record and those of its activities, with what is asked of them
    draft      all of it as the records of a plan, with what is to be looked at and what has no place
    workbook   a draft -> the filled template, with its list and comments

What is read with doubt is filled and told of; what is not understood is left blank and asked; what has no place is
kept, with where it stood. Nothing is guessed.
"""
