{{%AUTOESCAPE context="HTML"}}
</main>
<p><a href="index.html">[[exports.to_contents]]</a></p>
</body>
</html>
