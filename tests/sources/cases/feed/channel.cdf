<?xml version="1.0" encoding="UTF-8"?>
<CHANNEL HREF="https://cdf.example/"><TITLE>A channel</TITLE>
<ITEM HREF="https://cdf.example/one"><TITLE>One</TITLE><ABSTRACT>First.</ABSTRACT></ITEM>
<ITEM HREF="https://cdf.example/two"><TITLE>Two</TITLE></ITEM>
</CHANNEL>
